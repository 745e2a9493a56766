"""Light Markdown is shown, everything else stays text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.notes.markdown import to_html

KNOWN_TAG = re.compile(r"</?(?:p|b|i|h4|ul|ol|li)(?: dir='auto'| start='\d+')?>")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain", "<p>plain</p>"),
        ("**bold** and *light*", "<p><b>bold</b> and <i>light</i></p>"),
        ("# Goals", "<h4>Goals</h4>"),
        ("- a\n- b", "<ul><li dir='auto'>a</li><li dir='auto'>b</li></ul>"),
        ("3. c", "<ol start='3'><li dir='auto'>c</li></ol>"),
        ("2 * 3 * 4", "<p>2 * 3 * 4</p>"),
        ("snake_case_name", "<p>snake_case_name</p>"),
        ("a\n\nb", "<p>a</p><p>&nbsp;</p><p>b</p>"),
        ("", ""),
    ],
)
def test_what_is_shown(text: str, html: str) -> None:
    assert to_html(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "<img src='file:///etc/passwd'>",
        "![x](http://example.org/x.png)",
        "[x](javascript:alert(1))",
        "<b onclick=x>",
        "&amp;",
    ],
)
def test_nothing_typed_becomes_a_tag(text: str) -> None:
    rest = KNOWN_TAG.sub("", to_html(text))
    assert "<" not in rest
    assert ">" not in rest


@given(st.text(alphabet=st.sampled_from("ab<>&*_#-1. \n'\"/")))
def test_no_text_at_all_becomes_a_foreign_tag(text: str) -> None:
    assert "<" not in KNOWN_TAG.sub("", to_html(text))


def test_a_long_line_is_shown_without_styling() -> None:
    assert "<b>" not in to_html("**a** " * 2_000)
