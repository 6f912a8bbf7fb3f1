"""The second level in a real browser: strands and what is new on a statement's page. axe finds nothing; it fits a narrow window."""

from tests.browser.staff import HOME
from tests.browser.test_desk import a_desk
from tests.browser.test_staff import faults
from tests.review.builders import a_comment, a_submission
from voice.phrases import count_phrases

__all__ = ["a_desk"]


def test_strands_and_what_is_new_have_no_faults_and_quotes_open(a_desk, site):
    with site.app.app_context():
        for _ in range(8):
            a_comment("The hydro pool is shut, says Amina", about=("support",), strands=("support-universal", "principle-equity"), personal=((29, 34),),
                      submission=a_submission(may_quote=True))
            a_comment("The garden is green", about=("safe",))
        for _ in range(30):
            a_comment("The garden is green", about=("safe",))
        assert count_phrases(5, site.clock()) == 1
    lead = a_desk()
    page = lead.page
    lead.goes_to(HOME + "/statements/support")
    page.locator(".phrases summary").first.click()
    assert page.locator(".phrases blockquote").first.is_visible()
    assert "Amina" not in page.inner_text(".phrases")
    assert faults(page) == []
    with page.expect_navigation():
        page.get_by_role("link", name="Other under this statement").click()
    assert page.input_value("#choose-strand") == "other"
    lead.goes_to(HOME + "/")
    assert faults(page) == []
