"""The colours that people ask their device for: dark, more contrast, or their own. Nothing is lost in any of them."""

import pytest

from tests.browser import pages

WISHES = {"dark": {"color_scheme": "dark"}, "contrast": {"contrast": "more"}, "own": {"forced_colors": "active"}}
NONE = {"color_scheme": "light", "contrast": "no-preference", "forced_colors": "none"}
INK_AND_PAPER = """() => {
  const light = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(n => n / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0)
  const root = getComputedStyle(document.documentElement), head = getComputedStyle(document.querySelector('h1'))
  return [light(head.color), light(root.backgroundColor)]
}"""
MARK = """() => {
  const one = document.querySelector('.option__input:checked + .option__label'), other = document.querySelector('.option__input:not(:checked) + .option__label')
  const of = label => [getComputedStyle(label).borderTopWidth, getComputedStyle(label).borderTopColor, getComputedStyle(label, '::before').backgroundColor].join()
  return of(one) !== of(other)
}"""


def wishes(someone, **media):
    someone.page.emulate_media(**media)


def test_words_stand_out_from_the_page_whatever_the_wish(a_respondent):
    someone = a_respondent()
    seen = {}
    for name in pages.kinds(someone, ("standard",)):
        for wish, media in WISHES.items():
            wishes(someone, **{**NONE, **media})
            ink, paper = someone.page.evaluate(INK_AND_PAPER)
            seen[name, wish] = (max(ink, paper) + 0.05) / (min(ink, paper) + 0.05)
    assert len(seen) > 40
    assert not {one: ratio for one, ratio in seen.items() if ratio < 7}


def test_dark_is_dark_and_contrast_is_black_on_white(a_respondent):
    someone = a_respondent()
    someone.goes_to()
    ink, paper = someone.page.evaluate(INK_AND_PAPER)
    assert paper > 0.8 > 0.1 > ink
    wishes(someone, color_scheme="dark")
    ink, paper = someone.page.evaluate(INK_AND_PAPER)
    assert ink > 0.8 > 0.1 > paper
    wishes(someone, color_scheme="light", contrast="more")
    assert someone.page.evaluate(INK_AND_PAPER) == [0, 1]


@pytest.mark.parametrize("wish", WISHES)
def test_what_is_chosen_looks_different_from_what_is_not(a_respondent, wish):
    someone = a_respondent()
    wishes(someone, **WISHES[wish])
    for reading in ("standard", "easy"):
        for question in ("choose_one", "choose_many", "agreement"):
            someone.goes_to(f"/en/kinds/{reading}/{question}/filled")
            assert someone.page.evaluate(MARK), (reading, question)


def test_with_colours_of_their_own_people_see_pictures_and_the_focus(a_respondent):
    someone = a_respondent(is_phone=False)
    wishes(someone, forced_colors="active")
    someone.goes_to("/en/kinds/easy/choose_one/empty")
    line, page = someone.page.evaluate("[getComputedStyle(document.querySelector('.pl')).stroke, getComputedStyle(document.documentElement).backgroundColor]")
    assert line != page
    someone.page.focus(".option__input >> nth=0")
    someone.page.keyboard.press("Space")
    assert someone.page.evaluate("parseFloat(getComputedStyle(document.querySelector('.option__label')).outlineWidth)") >= 4


def test_nothing_moves_for_those_who_wish_for_less_motion(a_respondent):
    someone = a_respondent()
    wishes(someone, reduced_motion="no-preference")
    someone.goes_to("/en/kinds/standard/choose_one/empty")
    transition = "getComputedStyle(document.querySelector('.option__label')).transitionDuration"
    assert someone.page.evaluate(transition) != "0s"
    wishes(someone, reduced_motion="reduce")
    assert someone.page.evaluate(transition) == "0s"
