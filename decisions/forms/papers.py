"""The forms of a meeting held on paper: the meeting, who was there, and for each matter what was said, voted and resolved."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.choices import Away, View, Vote
from decisions.forms.meetings import TimeField
from decisions.forms.sittings import ObserverForm
from decisions.models import Matter
from decisions.selectors.meetings import ProposedSeat
from decisions.services.closing import LONGEST_OTHER
from decisions.services.papers import Paper, PaperItem, PaperLine

OBSERVERS_ON_PAPER = 4  # who sat in beyond these stands in the minutes
Questions = Mapping[int | None, str]
AnyForm = TypeVar("AnyForm", bound=forms.Form)


class PaperForm(forms.Form):
    """A past meeting: when and where, and when its agenda was sent."""

    kind = forms.CharField(label=_("会议类型"), max_length=30)
    at = TimeField(label=_("召开时间"))
    place = forms.CharField(label=_("地点"), max_length=100)
    circulated_on = forms.DateField(
        label=_("议程送达日期"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("没有在会前送达的，留空。"),
    )


class PaperSeatForm(forms.Form):
    """Whether one member attended a past meeting."""

    attended = forms.BooleanField(label=_("到会"), required=False, initial=True)
    absence_reason = forms.CharField(label=_("缺席原因"), required=False, max_length=200)

    def __init__(self, *args: Any, seat: ProposedSeat, **kwargs: Any) -> None:
        """`seat` is the member with their post."""
        kwargs["prefix"] = f"m{seat.person}"
        super().__init__(*args, **kwargs)
        self.seat = seat


class PaperItemForm(forms.Form):
    """One matter at a past meeting: how it was voted, what was resolved."""

    secret = forms.BooleanField(label=_("无记名投票"), required=False)
    deferred = forms.BooleanField(label=_("会议决定缓议，没有表决"), required=False)
    text = forms.CharField(
        label=_("决议内容"),
        required=False,
        max_length=5000,
        widget=forms.Textarea,
        help_text=_("留空的，按事项和计票结果自动写成。"),
    )

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        """`matter` is what it was about."""
        kwargs["prefix"] = f"i{matter.pk}"
        super().__init__(*args, **kwargs)
        if matter.vote_other:
            self.fields["other"] = forms.CharField(
                label=_("其他表决要求的落实情况"),
                required=False,
                max_length=LONGEST_OTHER,
                help_text=_("%(rule)s。通过的写明如何满足；没有满足的，勾选缓议。")
                % {"rule": matter.vote_other},
            )


class PaperLineForm(forms.Form):
    """One member on one matter."""

    away = forms.ChoiceField(label=_("参加本议题"), required=False, choices=[("", _("参加")), *Away.choices])
    recused = forms.BooleanField(label=_("回避"), required=False)
    spoke = forms.IntegerField(label=_("发言次序"), required=False, min_value=1, max_value=99)
    view = forms.ChoiceField(label=_("意见"), required=False, choices=[("", _("无意见")), *View.choices])
    words = forms.CharField(label=_("发言要点"), required=False, max_length=2000)

    def __init__(
        self, *args: Any, matter: Matter, seat: ProposedSeat, questions: Questions, **kwargs: Any
    ) -> None:
        """`questions` are what was voted on: candidates by number, or the matter as None."""
        kwargs["prefix"] = f"i{matter.pk}-m{seat.person}"
        super().__init__(*args, **kwargs)
        self.seat, self.questions = seat, dict(questions)
        for question, label in self.questions.items():
            self.fields[_vote_name(question)] = forms.ChoiceField(
                label=label or _("表决"), required=False, choices=[("", _("未表决")), *Vote.choices]
            )

    @property
    def vote_fields(self) -> list[forms.BoundField]:
        """The fields of the votes."""
        return [self[_vote_name(question)] for question in self.questions]

    def line(self) -> PaperLine:
        """What the member did on the matter."""
        found = self.cleaned_data
        votes = {question: found.get(_vote_name(question), "") for question in self.questions}
        return PaperLine(
            person=self.seat.person,
            away=found.get("away", ""),
            recused=bool(found.get("recused")),
            spoke=found.get("spoke"),
            view=found.get("view", ""),
            words=found.get("words", ""),
            votes={question: vote for question, vote in votes.items() if vote},
        )


class TallyForm(forms.Form):
    """The count of a secret ballot on one question."""

    in_favour = forms.IntegerField(label=_("赞成"), min_value=0, max_value=999, required=False)
    against = forms.IntegerField(label=_("反对"), min_value=0, max_value=999, required=False)
    abstain = forms.IntegerField(label=_("弃权"), min_value=0, max_value=999, required=False)

    def __init__(self, *args: Any, matter: Matter, question: int | None, label: str, **kwargs: Any) -> None:
        """`label` is the candidate, or nothing."""
        kwargs["prefix"] = f"i{matter.pk}-t{question or 'matter'}"
        super().__init__(*args, **kwargs)
        self.question, self.label = question, label

    def votes(self) -> dict[str, int]:
        """The count; what is left empty is none."""
        found = self.cleaned_data
        return {
            "for": found.get("in_favour") or 0,
            "against": found.get("against") or 0,
            "abstain": found.get("abstain") or 0,
        }


@dataclass(frozen=True, slots=True)
class PaperItemForms:
    """The forms of one matter."""

    matter: Matter
    form: PaperItemForm
    lines: Sequence[PaperLineForm]
    tallies: Sequence[TallyForm]

    def item(self) -> PaperItem:
        """The matter as the forms, all valid, describe it."""
        found = self.form.cleaned_data
        secret = found["secret"] and not found["deferred"]
        return PaperItem(
            matter=self.matter.pk,
            lines=[line.line() for line in self.lines],
            tallies={form.question: form.votes() for form in self.tallies} if secret else {},
            deferred=found["deferred"],
            text=found["text"],
            other=found.get("other", ""),
        )


@dataclass(frozen=True, slots=True)
class PaperForms:
    """Everything a meeting on paper is entered in; `head` is the member marked as head, who also chaired."""

    form: PaperForm
    seats: Sequence[PaperSeatForm]
    items: Sequence[PaperItemForms]
    head: int | None
    observers: Sequence[ObserverForm] = ()

    def _all(self) -> Iterator[forms.Form]:
        yield self.form
        yield from self.observers
        yield from self.seats
        for item in self.items:
            yield from (item.form, *item.lines, *item.tallies)

    def are_valid(self) -> bool:
        """Whether every one of them is valid; each is asked, so that all errors are told at once."""
        return all([form.is_valid() for form in self._all()])  # noqa: C419 - every form must be asked

    def paper(self) -> Paper:
        """The meeting that the forms, all valid, describe."""
        found = self.form.cleaned_data
        first, *further = [item.item() for item in self.items]
        by_person = {line.person: line for line in first.lines}
        return Paper(
            matter=first.matter,
            kind=found["kind"].strip(),
            at=found["at"],
            place=found["place"].strip(),
            chair=self.head,
            circulated_on=found["circulated_on"],
            lines=[self._seated(by_person[form.seat.person], form) for form in self.seats],
            tallies=first.tallies,
            deferred=first.deferred,
            text=first.text,
            other=first.other,
            further=further,
            observers=[form.line() for form in self.observers if form.has_changed()],
        )

    def _seated(self, line: PaperLine, form: PaperSeatForm) -> PaperLine:
        return replace(
            line,
            is_head=form.seat.person == self.head,
            position=form.seat.position,
            attended=bool(form.cleaned_data.get("attended")),
            absence_reason=form.cleaned_data.get("absence_reason", ""),
        )


def paper_forms(
    matters: Sequence[tuple[Matter, Questions]],
    seats: Sequence[ProposedSeat],
    head: int | None,
    data: Any = None,
    *,
    added: int | None = None,
    judged: bool = True,
) -> PaperForms:
    """The forms for `matters`, each with what is voted on in it; empty where `data` is None, and those of the matter `added` just now.

    Not `judged`: they show what was typed so far and find no fault in it yet.
    """
    first = matters[0][0]
    return PaperForms(
        form=_made(PaperForm, data, judged, initial={"kind": (first.meetings_required or [""])[0]}),
        seats=[_made(PaperSeatForm, data, judged, seat=seat) for seat in seats],
        items=[
            _item_forms(matter, asked, seats, None if matter.pk == added else data, judged)
            for matter, asked in matters
        ],
        head=head,
        observers=[
            _made(ObserverForm, data, judged, prefix=f"ob{at}", empty_permitted=True)
            for at in range(OBSERVERS_ON_PAPER)
        ],
    )


def _item_forms(
    matter: Matter, asked: Questions, seats: Sequence[ProposedSeat], data: Any, judged: bool
) -> PaperItemForms:
    return PaperItemForms(
        matter=matter,
        form=_made(PaperItemForm, data, judged, initial={"secret": matter.secret_ballot}, matter=matter),
        lines=[
            _made(PaperLineForm, data, judged, matter=matter, seat=seat, questions=asked) for seat in seats
        ],
        tallies=[
            _made(TallyForm, data, judged, matter=matter, question=question, label=label)
            for question, label in asked.items()
        ],
    )


def _made(kind: type[AnyForm], data: Any, judged: bool, initial: Any = None, **given: Any) -> AnyForm:
    form = kind(data, initial=initial, **given)
    if data is None or judged:
        return form
    return kind(initial={name: form[name].value() for name in form.fields}, **given)


def _vote_name(question: int | None) -> str:
    return f"vote-{question or 'matter'}"
