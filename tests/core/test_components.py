"""The parts of pages, as template tags."""

from datetime import date, timedelta
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, engines
from django.test import RequestFactory

from core import workdays
from core.templatetags.components import DUTY_STATES
from core.workdays import WorkdayCalendar
from supervision.choices import DutyState

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.fixture(autouse=True)
def plain_weeks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Monday to Friday are worked, no exceptions."""
    monkeypatch.setattr(workdays, "shown", lambda: WorkdayCalendar({}, frozenset({2026})))


def drawn(source: str, **context: Any) -> str:
    """The markup of a piece of template."""
    request = RequestFactory().get("/list/", context.pop("given", {}))
    return engines["django"].from_string(source).render({"today": TODAY, **context}, request)


def bare(source: str, **context: Any) -> str:
    """The same without a request, as on the page for a failure."""
    return engines["django"].from_string(source).template.render(Context(context))


def test_a_deadline_ahead_counts_working_days() -> None:
    assert "还剩 3 个工作日（11月27日）" in drawn("{% deadline due today %}", due=date(2026, 11, 27))
    assert "还剩 4 个工作日（11月30日）" in drawn("{% deadline due today %}", due=date(2026, 11, 30))


def test_a_deadline_of_another_year_names_the_year() -> None:
    assert "（2027年1月4日）" in drawn("{% deadline due today %}", due=date(2027, 1, 4))


def test_a_missed_deadline_counts_calendar_days() -> None:
    words = drawn("{% deadline due today %}", due=TODAY - timedelta(days=6))
    assert "逾期 6 天（11月18日）" in words
    assert "deadline-late" in words


def test_a_deadline_of_today_says_today() -> None:
    assert "今天到期（11月24日）" in drawn("{% deadline today today %}")


def test_a_duty_done_in_time_is_told_from_one_done_late() -> None:
    due = date(2026, 11, 20)
    assert "按期完成（11月20日）" in drawn("{% deadline due today done=due %}", due=due)
    assert "逾期完成（11月24日）" in drawn("{% deadline due today done=today %}", due=due)


def test_nothing_runs_for_what_is_waived() -> None:
    words = drawn('{% deadline due today state="waived" %}', due=date(2026, 11, 1))
    assert "原期限 11月1日" in words
    assert "逾期" not in words


def test_every_state_of_a_duty_has_the_same_word_as_in_forms() -> None:
    assert {key: str(word) for key, (_tone, _icon, word) in DUTY_STATES.items()} == {
        str(value): str(label) for value, label in DutyState.choices
    }


def test_a_state_is_a_word_and_an_icon_never_a_colour_alone() -> None:
    for state in DUTY_STATES:
        markup = drawn("{% duty_state state %}", state=state)
        assert "icons.svg#" in markup
        assert str(DUTY_STATES[state][2]) in markup


def test_a_clause_discloses_the_words_of_the_source() -> None:
    markup = drawn('{% clause "C16" %}')
    assert "每季度至少与党政“一把手”进行一次提醒约谈" in markup
    assert 'aria-expanded="false"' in markup


def test_the_pager_keeps_what_the_list_is_filtered_by() -> None:
    page = Paginator(range(100), 20).get_page(2)
    markup = drawn("{% pager page %}", page=page, given={"state": "overdue", "page": "2"})
    assert "?state=overdue&amp;page=3" in markup
    assert "第 21–40 项，共 100 项" in markup


class _Form(forms.Form):
    place = forms.CharField(label="地点", help_text="写到会议室")
    way = forms.ChoiceField(label="方式", widget=forms.RadioSelect, choices=[("a", "个别"), ("b", "集体")])


def test_a_field_is_tied_to_its_label_help_and_error() -> None:
    markup = drawn("{% field form.place %}", form=_Form({}))
    assert 'for="id_place"' in markup
    assert 'aria-describedby="id_place_helptext id_place_error"' in markup
    assert 'id="id_place_helptext"' in markup
    assert 'id="id_place_error"' in markup
    assert 'aria-invalid="true"' in markup


def test_a_choice_is_a_group_with_a_legend() -> None:
    markup = drawn("{% field form.way %}", form=_Form())
    assert "<legend" in markup
    assert markup.count('type="radio"') == 2


def test_the_summary_of_errors_leads_to_each_field() -> None:
    markup = drawn("{% form_errors form %}", form=_Form({}))
    assert 'href="#id_place"' in markup
    assert 'href="#id_way"' in markup
    assert "有 2 处需要改正" in markup
    assert drawn("{% form_errors form %}", form=_Form()).strip() == ""


def test_the_errors_of_a_formset_name_the_row() -> None:
    rows = forms.formset_factory(_Form)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-place": "三楼"}
    )
    rows.is_valid()
    markup = drawn("{% form_errors rows %}", rows=rows)
    assert "1. 方式" in markup
    assert 'href="#id_form-0-way"' in markup


def test_a_confirmation_posts_and_asks_for_the_reason() -> None:
    markup = drawn('{% confirm "作废" "/x/" title="作废？" reason="理由" %}')
    assert 'method="post" action="/x/"' in markup
    assert 'name="reason"' in markup
    assert "csrfmiddlewaretoken" in markup


def test_two_confirmations_on_one_page_do_not_share_an_id() -> None:
    markup = drawn('{% confirm "作废" "/1/" title="作废？" %}{% confirm "作废" "/2/" title="作废？" %}')
    opened = {part.split('"')[0] for part in markup.split('data-opens="')[1:]}
    assert len(opened) == 2


def test_a_chart_has_its_numbers_in_a_table_each_leading_to_its_list() -> None:
    data = {
        "title": "完成",
        "kind": "bar",
        "head": "季度",
        "categories": ["一", "二"],
        "urls": ["/q1/", "/q2/"],
        "series": [
            {"name": "按期", "values": [3, None], "urls": ["/a/", ""]},
            {"name": "逾期", "values": [0, 1]},
        ],
    }
    markup = drawn('{% chart "done" data %}', data=data)
    assert '<a href="/q1/">一</a>' in markup
    assert '<a href="/a/" aria-label="一 按期 3">3</a>' in markup
    assert '<td class="number">—</td>' in markup
    assert 'id="done-data"' in markup


def test_the_page_for_a_failure_needs_neither_request_nor_database() -> None:
    markup = bare('{% include "500.html" %}')
    assert "系统出错了" in markup
