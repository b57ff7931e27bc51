"""What was typed with the keyboard set to the other script: hgkt' for النفط, jsgh for تسلا.

The two layouts are those most Arabic keyboards have printed on them: QWERTY and Arabic 101. A key that gives two
letters (لا) gives them here too, so the way back looks for those first.
"""

import re

_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvnm,./"
_ARABIC = "ذضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظ"

TO_ARABIC = dict(zip(_LATIN, _ARABIC, strict=True)) | {"b": "لا", "H": "أ", "Y": "إ", "N": "آ"}
_TO_LATIN = {arabic: latin for latin, arabic in TO_ARABIC.items()}
_TYPED_LATIN = re.compile(rf"[{re.escape(''.join(TO_ARABIC))}A-Z\s]+")
_TYPED_ARABIC = re.compile("|".join(sorted(_TO_LATIN, key=len, reverse=True)))


def on_the_other_keyboard(text: str) -> str:
    """The same keys with the keyboard set to the other script; "" where they give no words there."""
    if _TYPED_LATIN.fullmatch(text):
        return "".join(TO_ARABIC.get(key) or TO_ARABIC.get(key.lower(), key) for key in text)
    meant = _TYPED_ARABIC.sub(lambda keys: _TO_LATIN[keys.group()], text)
    return meant if meant.isascii() and meant.replace(" ", "").isalnum() else ""
