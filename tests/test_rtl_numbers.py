"""Which spans of an Arabic text plain bidi would scramble."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.rtl.layout import Paragraph
from tui.rtl.numbers import isolates

SPANS = {
    "في 2024-06-01 قال": ["2024-06-01"],
    "منذ 2024-06-01T10:30:00Z حتى": ["2024-06-01T10:30:00Z"],
    "بين 10-20 و 10%-20% أو 2020–2024.": ["10-20", "10%-20%", "2020–2024"],
    "تراجع -1.5% ثم +3 (-5%)": ["-1.5%", "+3", "-5%"],
    "اتصل +966 50 123 4567 أو (02) 2345 6789 أو 050-123-4567": ["+966 50 123 4567", "(02) 2345 6789", "050-123-4567"],
    "انظر https://x.org/قطر_(دولة)، ثم": ["https://x.org/قطر_(دولة)"],
    "راسل a.b+c@x.org اليوم": [],
    "في /usr/bin/env و ./a و ~/c": ["/usr/bin/env", "./a", "~/c"],
    "لغة C++ و C# وحساب @user": ["C++", "C#", "@user"],
    "تقييم 5-star": ["5-star"],
    "نسبة 25% و $100 و 50+ و 1,000.5 عند 10:30": [],
    "شركة (Nvidia)، GPT-4o و H100-80GB": [],
    "الـ-5 سنوات —2024— ...": [],
    "12/شوال/1436 ثم 1/ كذا و2/": [],
    "في /usr/local/ و http://x.org/moe/ %0.35 //": ["/usr/local/", "http://x.org/moe/"],
    "": [],
}


@pytest.mark.parametrize(("text", "spans"), SPANS.items(), ids=range(len(SPANS)))
def test_spans_that_are_kept_as_written(text: str, spans: list[str]) -> None:
    assert [text[start:end] for start, end in isolates(text)] == spans


@given(st.text(st.sampled_from("ابج 012-+.:/()%$@#aZ–،\n")))
@settings(max_examples=200, deadline=None)
def test_spans_are_disjoint_in_order_and_stand_as_written(text: str) -> None:
    end = 0
    for start, stop in isolates(text):
        assert end <= start < stop <= len(text)
        end = stop
        line = f"ا {text[start:stop]} ا"
        cells = Paragraph(line, isolates=[(2, len(line) - 2)]).line(0, len(line))
        assert "".join(cell.text for cell in cells)[2:-2] == text[start:stop]


@pytest.mark.parametrize("text", ["-", "a-", "+12 34", "(", "http://", "+1 22 33 44 ", "()", "(12)", "1 "])
def test_hostile_text_is_searched_in_linear_time(text: str) -> None:
    assert isinstance(isolates(text * 50_000), list)
