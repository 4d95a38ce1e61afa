"""Words of people in a place that reads Markdown."""

import pytest

from ui.frame import plain


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("", ""),
        (" Rosa ", " Rosa "),
        ("*b* [a](x) :red[c] $1 &lt;", r"\*b\* \[a\]\(x\) \:red\[c\] \$1 \&lt;"),
        ("a = b", "a = b"),
        ("====", r"\===="),
        ("Urgent\n====", "Urgent  \n\\===="),
        ("One\n\n    two\r\n\tthree", "One  \ntwo  \nthree"),
        ("- a\n# b", "\\- a  \n\\# b"),
    ],
)
def test_words_stay_words(text, safe):
    assert plain(text) == safe
