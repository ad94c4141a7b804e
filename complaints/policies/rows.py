"""Which rows of what citizens report a reader reads and writes, as PostgreSQL holds it (core.rows): beneath `reading`, `leaders`, `clarifications`,
never narrower. What is read is locked besides.

Wider than these: a clearance holds here also after the officer's relatives changed, until they are checked again; a leader keeps what was sealed to
them when the post is left; what was carried out to clear a head's name is closed to nobody who is logged in.
"""

from accounts.policies.readers import PERSON, USER
from complaints.choices import KeyState
from core.rows.declared import Declaration, Function, Rows, following, words
from rulebook.procedures.clarification import TOLD, State
from rulebook.procedures.complaints import RECEIVING
from rulebook.roles import Role
from supervision.policies.readers import BARRED

RECEIVED_FOR = Function(
    "rows_receiving_bodies", "bigint[]",
    f"""SELECT coalesce(array_agg(body.id), '{{}}') FROM complaints_receivingbody body
    JOIN organisation_unit unit ON unit.id = body.unit_id
    JOIN accounts_roleheld held ON held.body_id = unit.id
    WHERE held.user_id = rows_user() AND held.role = '{Role.OFFICER}' AND held.during @> rows_day()
        AND unit.function IN ({words(RECEIVING)})""",
)  # fmt: skip
GRANTED = Function(
    "rows_granted_bodies", "bigint[]",
    f"""SELECT coalesce(array_agg(DISTINCT key.body_id), '{{}}') FROM complaints_keygrant granted
    JOIN complaints_personalkey holder ON holder.id = granted.holder_id JOIN complaints_bodykey key ON key.id = granted.key_id
    WHERE holder.owner_id = rows_user() AND holder.replaced_at IS NULL AND key.body_id = ANY(rows_receiving_bodies())
        AND key.state IN ('{KeyState.IN_FORCE.value}', '{KeyState.RETIRED.value}')""",
)  # fmt: skip
CLOSED = Function(
    "rows_closed_complaints", "bigint[]",
    """SELECT coalesce(array_agg(DISTINCT merged.into_id), '{}') FROM complaints_complaint merged
    WHERE merged.into_id IS NOT NULL AND merged.body_id = ANY(rows_granted_bodies()) AND NOT EXISTS (
        SELECT FROM complaints_clearance checked WHERE checked.complaint_id = merged.id AND checked.officer_id = rows_user() AND checked.clear)""",
)  # fmt: skip
PUT_TO = Function(
    "rows_complaints_put_to", "bigint[]",
    "SELECT coalesce(array_agg(DISTINCT complaint_id), '{}') FROM complaints_majornotice WHERE leader_id = rows_user()",
)  # fmt: skip


def _cleared(table: str, what: str) -> str:
    return f"EXISTS (SELECT FROM complaints_clearance checked WHERE checked.{what} = {table}.id AND checked.officer_id = {USER.asked()} AND checked.clear)"


OF_GRANTED = f"body_id = ANY({GRANTED.asked()})"
COMPLAINTS = Rows(
    "complaints_complaint",
    f"{OF_GRANTED} AND id <> ALL({CLOSED.asked()}) AND {_cleared('complaints_complaint', 'complaint_id')} OR id = ANY({PUT_TO.asked()})",
)
CLARIFICATIONS = Rows(
    "complaints_clarification",
    f"{OF_GRANTED} AND person_id <> ALL({BARRED.asked()}) OR person_id = {PERSON.asked()} AND state IN ({words(TOLD)})"
    f" OR state = '{State.DONE}' AND {USER.asked()} IS NOT NULL",
)
PUBLIC = "the public page names the bodies that receive reports"
OF_KEYS = "opens nothing without a passphrase that is kept nowhere; who holds a key of which body is no secret among its officers"
ROWS = Declaration(
    functions=(RECEIVED_FOR, GRANTED, CLOSED, PUT_TO),
    rows=(
        Rows("complaints_clearance", f"officer_id = {USER.asked()}"),
        COMPLAINTS,
        following("complaints_complaintkey", COMPLAINTS.table, "complaint_id"),
        following("complaints_message", COMPLAINTS.table, "complaint_id"),
        following("complaints_complaintfile", COMPLAINTS.table, "complaint_id"),
        following("complaints_complaintstep", COMPLAINTS.table, "complaint_id"),
        following("complaints_majornotice", COMPLAINTS.table, "complaint_id"),
        Rows("complaints_handedon", f"by_way_of_id = ANY({RECEIVED_FOR.asked()})"),
        Rows("complaints_mail", f"{OF_GRANTED} AND {_cleared('complaints_mail', 'mail_id')}"),
        following("complaints_mailfile", "complaints_mail", "mail_id"),
        Rows("complaints_draft", "false"),
        Rows("complaints_spentform", "false"),
        Rows("complaints_pastfile", f"owner_id = {USER.asked()}"),
        CLARIFICATIONS,
        following("complaints_historicalclarification", CLARIFICATIONS.table, "id"),
    ),
    excepted={
        "complaints_receivingbody": PUBLIC,
        "complaints_historicalreceivingbody": PUBLIC,
        "complaints_personalkey": OF_KEYS,
        "complaints_bodykey": OF_KEYS,
        "complaints_keygrant": OF_KEYS,
        "complaints_custodianshare": OF_KEYS,
        "complaints_recovery": OF_KEYS,
        "complaints_recoveryshare": OF_KEYS,
    },
)
