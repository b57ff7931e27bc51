"""The query language: text → `Query`.

    query    = any { ( "OR" | "|" ) any }
    any      = every { every }                      several words: any of them, the best first
    every    = part { ( "AND" | "+" ) part }        the + with spaces around it
    part     = [ "NOT" | "-" | "+" ] [ "title:" ] [ width ] ( word | pattern | regex | phrase | "(" query ")" )
             | [ "NOT" | "-" | "+" ] filter
    width    = "="                                  as written only, whatever the width of the search
             | "~"                                  wide: words that begin alike, and those one typo away
    word     = letters [ "~" [ "1" ] ]              with ~ behind it: also words one typo away
    pattern  = letters with * (any letters) or ? (one letter) among them
    regex    = "/" expression "/"                   words it fits from end to end; no spaces in it
    phrase   = '"' words '"' [ "~" number ]         also “ ” and « »; with ~: so many other words may stand between
    filter   = ( "source:" | "author:" ) name       a part of the name is enough; of several words, in quotes
             | "date:" ( day | [ day ] ".." [ day ] )            day = 2015 | 2015-08 | 2015-08-06
             | "kind:" kind                         articles that state such a figure: money, percent, count …
             | "value:" [ ">" | ">=" | "<" | "<=" | "=" ] amount  articles that state such a value: >1e9USD
             | "value:" ( [ amount ] ".." [ amount ] )            10..20%; an amount in words stands in quotes
             | "names:" ( "on" | "off" )            whether names are looked for in other scripts too

What a part does to the articles of the group it stands in (a query, or what a pair of parentheses holds):

    a b              those with a or b; with both, or better, first
    a AND b, a + b   those with both
    a OR b, a | b    those with either; binds less than words side by side: a b | c d
    a NOT b, a -b    those with a, less those with b; a part that is excluded binds to the whole group it stands in
    a AND NOT b c    (those with a less those with b), and those with c: AND binds more than words side by side
    -b               all articles but those with b
    +a b             those with a; b only brings them forward
    a source:x       those with a that are of x: a filter holds for all of its group
    kind:k value:v   those that state one figure which is both

`AND`, `OR` and `NOT` are operators only in capitals; و، أو، لا are words like any other. While someone is typing, a
quote, a regular expression or a parenthesis that is still open is closed at the end of the text, and the query says so
in its notes; what cannot be understood at all is a `QueryError` with the span to point at.

A word of the query is folded as the index folds (`index.words`), so it may turn out to be several (GPT-4): those must
stand side by side, like a phrase. An Arabic particle fused to a Latin word (وGoogle) is left out. Letters of patterns
and regular expressions are held against normalised words (أ, إ and آ are ا, ة is ه), after = against words as written.

Limits, from research/reliability.md: 2,000 characters, 64 words, phrases and filters, parentheses 20 deep, phrases of
20 words, one typo, patterns of at least 2 letters; `index.regexes` has those of regular expressions.
"""

from index.query.nodes import (
    AllOf,
    AnyOf,
    Aside,
    Author,
    Called,
    Filter,
    Leaf,
    Node,
    Pattern,
    Phrase,
    Published,
    Query,
    Regex,
    Source,
    Spelling,
    Stating,
    Term,
    Typo,
    Width,
)
from index.query.parsing import parse

__all__ = [
    "AllOf",
    "AnyOf",
    "Aside",
    "Author",
    "Called",
    "Filter",
    "Leaf",
    "Node",
    "Pattern",
    "Phrase",
    "Published",
    "Query",
    "Regex",
    "Source",
    "Spelling",
    "Stating",
    "Term",
    "Typo",
    "Width",
    "parse",
]
