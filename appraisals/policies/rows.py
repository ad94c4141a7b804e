"""Which rows of the ballots of appraisals a reader reads and writes, as PostgreSQL holds it (core.rows): beneath `ballots`, never narrower.

Officers of the body that organises the round, or to which it passed; never about themselves or a relative. Once the result is sealed the discipline
body and the head have the rows from which it was reckoned, with what voters wrote; of slips and papers never. Voters are nobody: their pages read
as the product.
"""

from accounts.policies.readers import PERSON
from appraisals.policies.reaching import ORGANISING, WATCHING
from core.rows.declared import Declaration, Rows, following
from rulebook.establishment import Function
from rulebook.procedures.appraisals import State
from supervision.policies.readers import BARRED, BODIES, mandated_rows

ON_APPRAISAL = {"person": "about.person_id", "county": "about.county_id"}
NOT_OF_KIN = f"about.person_id <> ALL({BARRED.asked()})"
HANDLED = f"(organised.body_id = ANY({BODIES.asked()}) OR {mandated_rows(Function.ORGANISATION, ORGANISING, **ON_APPRAISAL)}) AND {NOT_OF_KIN}"
TOLD = (
    f"about.state = '{State.SEALED}' AND (about.person_id = {PERSON.asked()}"
    f" OR {mandated_rows(Function.DISCIPLINE, WATCHING, **ON_APPRAISAL)} AND {NOT_OF_KIN})"
)
OF_APPRAISAL = (
    "FROM appraisals_appraisal about JOIN appraisals_round organised ON organised.id = about.round_id"
)


def _of_handled(table: str) -> Rows:
    return Rows(
        table,
        f"EXISTS (SELECT {OF_APPRAISAL} JOIN appraisals_poll poll ON poll.appraisal_id = about.id WHERE poll.id = {table}.poll_id AND {HANDLED})",
    )


NO_BALLOT = "holds no ballot: who reads statements and sealed results, which a unit's people and the head are shown, is for the policies"
ROWS = Declaration(
    rows=(
        Rows("appraisals_poll", f"EXISTS (SELECT {OF_APPRAISAL} WHERE about.id = appraisals_poll.appraisal_id AND ({HANDLED} OR {TOLD}))"),
        _of_handled("appraisals_slip"),
        _of_handled("appraisals_paperentry"),
        following("appraisals_tally", "appraisals_poll", "poll_id"),
        following("appraisals_remark", "appraisals_poll", "poll_id"),
    ),
    excepted=dict.fromkeys(
        (
            "appraisals_round", "appraisals_historicalround", "appraisals_appraisal", "appraisals_historicalappraisal",
            "appraisals_appraisalstep", "appraisals_statement", "appraisals_meeting", "appraisals_comment",
        ),
        NO_BALLOT,
    ),
)  # fmt: skip
