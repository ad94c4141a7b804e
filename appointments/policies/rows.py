"""Which rows of personnel matters a reader reads and writes, as PostgreSQL holds it (core.rows): beneath `cases` and `actions`, never narrower.

One condition for reading and writing, and for the discipline body one whether it was asked for its opinion or not: there these policies are wider.
"""

from accounts.policies.readers import KEPT_UNITS, PERSON, USER
from appointments.policies.cases import ORGANISING, WATCHING
from core.rows.declared import Declaration, Function, Rows, following
from rulebook.establishment import Function as Of
from supervision.policies.readers import BARRED, mandated_rows

HANDLED = Function(
    "rows_handled_cases", "bigint[]",
    "SELECT coalesce(array_agg(case_id), '{}') FROM appointments_handler WHERE person_id = rows_person()",
)  # fmt: skip
TO_DECIDE = Function(
    "rows_matters_to_decide", "bigint[]",
    """SELECT coalesce(array_agg(DISTINCT item.matter_id), '{}')
    FROM decisions_seat seat JOIN decisions_meeting meeting ON meeting.id = seat.meeting_id
    JOIN decisions_agendaitem item ON item.meeting_id = meeting.id
    WHERE seat.person_id = rows_person() AND seat.is_member AND seat.circulated_at IS NOT NULL AND meeting.opened_at IS NOT NULL""",
)  # fmt: skip
BY_OFFICE = f"{mandated_rows(Of.ORGANISATION, ORGANISING)} OR {mandated_rows(Of.DISCIPLINE, WATCHING)}"
NOT_OF_KIN = f"person_id <> ALL({BARRED.asked()})"
OPENED = f"entered_by_id = {USER.asked()} AND {{unit}} = ANY({KEPT_UNITS.asked()})"
CASES = Rows(
    "appointments_case",
    f"({BY_OFFICE} OR {OPENED.format(unit='unit_id')} OR id = ANY({HANDLED.asked()}) OR matter_id = ANY({TO_DECIDE.asked()})) AND {NOT_OF_KIN}",
)
ACTIONS = Rows(
    "appointments_personnelaction",
    f"({BY_OFFICE} OR {OPENED.format(unit='keeper_id')}) AND {NOT_OF_KIN} OR person_id = {PERSON.asked()} AND decided_on IS NOT NULL",
)
ROWS = Declaration(
    functions=(HANDLED, TO_DECIDE),
    rows=(
        CASES,
        following("appointments_historicalcase", CASES.table, "id"),
        following("appointments_caserecord", CASES.table, "case_id"),
        following("appointments_historicalcaserecord", CASES.table, "case_id"),
        following("appointments_handler", CASES.table, "case_id"),
        following("appointments_historicalhandler", CASES.table, "case_id"),
        following("appointments_attachment", "appointments_caserecord", "record_id"),
        following("appointments_caseconsultation", CASES.table, "file_id"),
        ACTIONS,
        following("appointments_historicalpersonnelaction", ACTIONS.table, "id"),
        following("appointments_actionfile", ACTIONS.table, "action_id"),
        following("appointments_actionconsultation", ACTIONS.table, "file_id"),
    ),
)
