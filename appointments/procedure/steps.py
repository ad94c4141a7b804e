"""What must be there before deciding, and what is wrong with it: proposing, recommending, inspecting, checking (articles 14–33)."""

from appointments.procedure.facts import Facts, Report, day
from core.periods import months_after
from rulebook.procedures.appointments import (
    ADMONITION_MONTHS,
    DEPUTY_YEARS,
    DISCUSSION,
    RECOMMENDATION_YEARS,
    SANCTION_MONTHS,
    TEAM_LEAST,
    TERM_YEARS,
    TERMS_MOST,
    TITLES,
    Kind,
    Record,
    Sanction,
)

DAYS_OF_YEAR = 365
ADVERSE, PENDING = "adverse", "pending"
RESULTS = {ADVERSE: "有问题", PENDING: "正在核查，暂不宜"}
MISSING = {
    Record.INITIATION: "cadre-initiation-missing",
    Record.QUALIFICATION: "cadre-qualification-unproven",
    Record.EXCLUSIONS: "cadre-exclusions-unchecked",
    Record.NOTICE: "cadre-notice-missing",
    Record.INSPECTION: "cadre-inspection-missing",
    Record.ARCHIVE: "cadre-archive-unchecked",
    Record.CLUES: "cadre-clues-unchecked",
    Record.INTEGRITY: "cadre-integrity-unheard",
}
CHECKS = (Record.ARCHIVE, Record.PERSONAL_MATTERS, Record.CLUES, Record.INTEGRITY)


def recorded(facts: Facts, report: Report) -> None:
    """No step was taken without the records that must come before it."""
    wanted = dict(MISSING)
    if facts.case.personal_matters:
        wanted[Record.PERSONAL_MATTERS] = "cadre-personal-matters-unchecked"
    for record, code in wanted.items():
        after = facts.facts_after(record)
        if after and record not in facts.done:
            report(code, record, **after)


def recommended(facts: Facts, report: Report) -> None:
    """Recommended by meeting and in talks, counted, and not longer than a year ago when it was used (N13)."""
    both = (Record.RECOMMENDATION, Record.TALKS)
    missing = [TITLES[record] for record in both if record not in facts.done]
    after = facts.facts_after(Record.RECOMMENDATION)
    if missing and after:
        report("cadre-recommendation-missing", Record.RECOMMENDATION, missing=missing, **after)
    for record in both:
        entry = facts.entry(record)
        if entry is not None and (not entry.present or entry.votes is None):
            report("cadre-recommendation-uncounted", record, what=TITLES[record])
    used = facts.done.get(DISCUSSION) or facts.done.get(Record.INSPECTION)
    for record in both:
        done = facts.done.get(record)
        if done and used and months_after(done.ends, 12 * RECOMMENDATION_YEARS.value) < used.begins:
            told = {"on": day(done.ends), "used_on": day(used.begins), "years": RECOMMENDATION_YEARS.value}
            report("cadre-recommendation-stale", record, **told)


def qualified(facts: Facts, report: Report) -> None:
    """Conditions and qualifications are met, or broken by the rule on exceptions; terms on one post are not used up (N52)."""
    case, entry = facts.case, facts.entry(Record.QUALIFICATION)
    if entry is not None and entry.result == ADVERSE and not case.exceptional:
        report("cadre-unqualified", Record.QUALIFICATION)
    short = (case.deputy_days or 0) < DEPUTY_YEARS.value * DAYS_OF_YEAR
    if (
        entry is not None
        and case.kind == Kind.HEAD_FROM_DEPUTY
        and short
        and not (entry.text or case.exceptional)
    ):
        days = case.deputy_days or 0
        report("cadre-years-unexplained", Record.QUALIFICATION, days=days, years=DEPUTY_YEARS.value)
    appointed = facts.done.get(Record.APPOINTMENT) or facts.done.get(DISCUSSION)
    years = (case.post_days or 0) // DAYS_OF_YEAR
    if appointed and years >= TERM_YEARS.value * TERMS_MOST.value:
        told = {"on": day(appointed.begins), "years": years, "terms": TERMS_MOST.value}
        report("cadre-terms-exceeded", Record.QUALIFICATION, **told)


def not_excluded(facts: Facts, report: Report) -> None:
    """None of the grounds of article 24 holds, and no sanction or admonition still runs when the candidate is chosen (N30, N45, N47)."""
    entry = facts.entry(Record.EXCLUSIONS)
    if entry is None:
        return
    if entry.grounds:
        report("cadre-excluded", Record.EXCLUSIONS, grounds=entry.grounds)
    if entry.sanction is None or entry.sanction_on is None:
        return
    until = months_after(entry.sanction_on, SANCTION_MONTHS[Sanction(entry.sanction)])
    used = facts.done.get(DISCUSSION) or facts.done[Record.EXCLUSIONS]
    if entry.sanction_on <= used.begins < until:
        report(
            "cadre-sanction-running",
            Record.EXCLUSIONS,
            sanction=entry.sanction,
            since=day(entry.sanction_on),
            until=day(until),
            used_on=day(used.begins),
        )


def not_admonished(facts: Facts, report: Report) -> None:
    """Nobody is chosen for promotion, decided on or promoted while an admonition weighs (N30), whatever the file says of it."""
    if not facts.is_promotion:
        return
    taken = (Record.EXCLUSIONS, DISCUSSION, Record.APPOINTMENT)
    for one in facts.case.admonitions or ():
        within = ((step, facts.done[step].begins) for step in taken if step in facts.done)
        hit = next(((step, on) for step, on in within if one.since <= on < one.until), None)
        if hit is not None:
            step, on = hit
            report(
                "cadre-admonition-running",
                step,
                since=day(one.since),
                until=day(one.until),
                months=ADMONITION_MONTHS.value,
                what=TITLES[step],
                used_on=day(on),
            )


def inspected(facts: Facts, report: Report) -> None:
    """Inspected by two or more (N46), by talking to people, with findings in writing."""
    entry = facts.entry(Record.INSPECTION)
    if entry is None:
        return
    team = entry.people or {}
    if len(team) < TEAM_LEAST.value:
        report("cadre-team-too-small", Record.INSPECTION, number=len(team), least=TEAM_LEAST.value)
    missing = [what for what, there in (("谈话情况", entry.talked), ("考察结论", entry.text)) if not there]
    if missing:
        report("cadre-inspection-incomplete", Record.INSPECTION, missing=missing)
    kin = sorted(facts.people.keys() & team.keys())
    if kin:
        report(
            "cadre-kin-took-part",
            Record.INSPECTION,
            what="考察组",
            staff_nos=kin,
            names=[team[no] for no in kin],
        )


def checked(facts: Facts, report: Report) -> None:
    """Nobody went on to deciding against what the checks and the discipline body said (N46)."""
    for record in CHECKS:
        entry, after = facts.entry(record), facts.facts_after(record)
        if entry is not None and entry.result in RESULTS and after:
            report("cadre-check-adverse", record, what=TITLES[record], result=RESULTS[entry.result], **after)


def handled(facts: Facts, report: Report) -> None:
    """Nobody handles the file of a relative, or their own (N14)."""
    handlers = facts.case.handlers or {}
    kin = sorted(facts.people.keys() & handlers.keys())
    if kin:
        names = [handlers[no] for no in kin]
        report("cadre-kin-took-part", Record.INITIATION, what="承办", staff_nos=kin, names=names)
