"""Row-level security as it is told and installed (行级安全): who reads reaches no other request, what is declared stands in PostgreSQL, and every
look wider than the user's is a deliberate act.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, connections
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from core.rows import as_product, declared, installing
from core.rows.declared import Declaration, Function, Rows
from core.rows.middleware import ReaderMiddleware
from core.rows.reading import NOBODY, change_reader, reader, reading_as

ROOT = Path(__file__).resolve().parents[2]
HELD = (
    "appointments",
    "appraisals",
    "complaints",
)  # apps none of whose tables is read by everybody unless it says why
# Where the product looks wider than the user who asks, and why. Another place is another act: weigh it, then enter it here.
WIDER = {
    "accounts/views/log.py::_read_whole": "the audit administrator sees that a row of any table was changed, when and by whom, and nothing that stands in it",
    "accounts/views/log.py::log": "the audit administrator sees that a row of any table was changed, when and by whom, and nothing that stands in it",
    "accounts/views/log.py::log_export": "the audit administrator sees that a row of any table was changed, when and by whom, and nothing that stands in it",
    "appointments/presenters/chapters.py::_bearing": "the reader is told that a year was appraised, also where they may not read how",
    "appointments/presenters/chapters.py::_held": "the reader is told how much there is that they may not read, and nothing else of it",
    "appointments/services/actions.py::_problems": "one appraisal a person and year, whoever keeps it",
    "appointments/services/actions.py::open_action": "numbers run over all files of a keeper, also over those that who opens this one may not see",
    "appointments/services/cases.py::_problems": "one open file a person and post, whoever keeps it",
    "appointments/services/cases.py::open_case": "numbers run over all files of a unit, also over those that who opens this one may not see",
    "appointments/services/checking.py::check_actions": "what is found in a file is judged by all that was written, whoever wrote last",
    "appointments/services/checking.py::check_cases": "what is found in a file is judged by all that was written, whoever wrote last",
    "appointments/services/checking.py::check_tenures": "who was appointed without a file is found among all files",
    "appraisals/checks/results.py::counted_of_polls": "the counts by grade, for who seals the result",
    "appraisals/presenters/ballots.py::turnout_of": "how many ballots came back, for everybody who may open the appraisal",
    "appraisals/presenters/rounds.py::_returned": "how many ballots came back, for everybody who may open the appraisals",
    "appraisals/selectors/papers.py::papers_outstanding": "whether papers wait to be compared, whoever closes the ballot",
    "appraisals/services/checking.py::check_appraisals": "the course of an appraisal is judged by how many ballots came back, whoever took the step",
    "appraisals/services/counting.py::count": "every pool of the appraisal is counted, whoever closes it; nobody is shown a ballot",
    "appraisals/services/voting.py::cast_ballot": "who votes is nobody: the code opens the ballot of its poll",
    "appraisals/services/voting.py::poll_for": "who votes is nobody: the code opens the ballot of its poll",
    "complaints/policies/reading.py::unattended": "a number alone of what nobody may see, so that somebody else is granted the key",
    "complaints/presenters/keys.py::_unfinished": "officers are told that something is left sealed to a former key, whatever it is",
    "complaints/presenters/public.py::progress_of": "the code opens what it leads to, for nobody who is logged in",
    "complaints/services/clearing.py::clear": "an officer is checked against everything the body received before they may see any of it, and is shown none of it",
    "complaints/services/intake.py::receipt_of": "a form sent twice is answered with the receipt of the first time",
    "complaints/services/intake.py::receive": "what comes in is numbered, stored and checked against every officer, whoever brings it",
    "complaints/services/keys.py::finish_rotation": "all the body received is sealed to its new key, also what this officer may not see",
    "complaints/services/past/running.py::import_past": "earlier complaints are numbered, stored and checked against every officer like what comes in",
    "complaints/services/reporters.py::add": "the code opens what it leads to, for nobody who is logged in",
    "complaints/services/reporters.py::draft_of": "the code opens what it leads to, for nobody who is logged in",
    "complaints/services/reporters.py::found_by": "the code opens what it leads to, for nobody who is logged in",
    "complaints/services/reporters.py::keep_draft": "the code opens what it leads to, for nobody who is logged in",
    "complaints/services/reporters.py::read_messages": "the code opens what it leads to, for nobody who is logged in",
    "complaints/views/clarifications.py::clarifications_public": "what is made known to everybody is read by nobody in particular",
    "complaints/views/figures.py::complaint_numbers": "numbers alone, never less than L53",
    "desk/selectors/powers.py::_compared": "a unit stands beside all units like it, of which the reader sees the numbers alone",
    "retention/forms/holds.py::_exists": "whether there is a record to be held; nothing of it is shown",
}  # fmt: skip


def told() -> str:
    """Who reads, as PostgreSQL has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('supervision.reader', true)")
        (name,) = cursor.fetchone()
    return str(name or "")


def wider_looks() -> Iterator[tuple[str, str]]:
    """Every use of `as_product` in the product: file and function, with the reason given."""
    for path in sorted(ROOT.glob("*/**/*.py")):
        part = path.relative_to(ROOT)
        if (
            part.parts[0] in {"tests", "bench", ".venv"}
            or "as_product" not in path.read_text()
            or part.parts[:2] == ("core", "rows")
        ):
            continue
        tree = ast.parse(path.read_text())
        named = {
            target.id: node.value for node in tree.body if isinstance(node, ast.Assign)
            for target in node.targets if isinstance(target, ast.Name)
        }  # fmt: skip
        for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "as_product":
                    why = call.args[0]
                    yield (
                        f"{part}::{function.name}",
                        ast.literal_eval(named[why.id] if isinstance(why, ast.Name) else why),
                    )


def test_where_the_product_looks_wider_than_who_asks_is_written_down_with_its_reason():
    assert dict(wider_looks()) == WIDER


@pytest.mark.parametrize("app", HELD)
def test_every_table_has_its_condition_or_says_why_everybody_reads_it(app: str):
    found = declared.declarations()[app]
    models = apps.get_app_config(app).get_models(include_auto_created=True)
    tables = {model._meta.db_table for model in models}
    assert {one.table for one in found.rows} | found.excepted.keys() == tables
    assert not {one.table for one in found.rows} & found.excepted.keys()


def test_what_the_reader_holds_is_asked_once_a_statement_and_not_once_a_row():
    conditions = [one.condition for found in declared.declarations().values() for one in found.rows]
    asked = [
        (text[: at.start()][-8:], at[0]) for text in conditions for at in re.finditer(r"rows_\w+\(", text)
    ]
    assert len(asked) > 20
    assert {before for before, _function in asked} == {"(SELECT "}


def test_what_is_declared_stands_in_postgresql(db: None):
    rows = [one for found in declared.declarations().values() for one in found.rows]
    with connection.cursor() as cursor:
        assert installing.policies(cursor) == {(one.table, one.policy): one.mark for one in rows}
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity")
        assert {name for (name,) in cursor.fetchall()} == {one.table for one in rows}


def test_a_condition_or_function_that_changed_is_replaced_and_one_no_longer_declared_is_dropped(
    db: None, monkeypatch: pytest.MonkeyPatch
):
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")  # as whoever migrates
    function = Function("rows_tried", "bigint", "SELECT 1")
    kept = Rows("core_heartbeat", f"1 = {function.asked()}")
    for one, wanted in (
        (kept, kept.mark),
        (Rows("core_heartbeat", "false"), Rows("core_heartbeat", "false").mark),
    ):
        monkeypatch.setitem(declared._declared, "tried", Declaration(functions=(function,), rows=(one,)))
        installing.install()
        installing.install()
        with connection.cursor() as cursor:
            assert installing.policies(cursor)["core_heartbeat", kept.policy] == wanted
    other = Function("rows_tried", "bigint[]", "ARRAY[1]::bigint[]", takes="kinds text[]")
    asking = Rows("core_heartbeat", f"1 = ANY({other.asked(['a'])})")
    monkeypatch.setitem(declared._declared, "tried", Declaration(functions=(other,), rows=(asking,)))
    installing.install()
    with connection.cursor() as cursor:
        assert installing.policies(cursor)["core_heartbeat", kept.policy] == asking.mark
        cursor.execute("SELECT oid::regprocedure::text FROM pg_proc WHERE proname = 'rows_tried'")
        assert cursor.fetchall() == [("rows_tried(text[])",)]
        cursor.execute("SELECT xmin::text FROM pg_proc WHERE starts_with(proname, 'rows_') ORDER BY oid")
        written = cursor.fetchall()
        installing.install()
        cursor.execute("SELECT xmin::text FROM pg_proc WHERE starts_with(proname, 'rows_') ORDER BY oid")
        assert cursor.fetchall() == written  # nothing is touched where it is there already
    monkeypatch.delitem(declared._declared, "tried")
    installing.install()
    with connection.cursor() as cursor:
        assert ("core_heartbeat", kept.policy) not in installing.policies(cursor)
        cursor.execute("SELECT count(*) FROM pg_proc WHERE proname = 'rows_tried'")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT relrowsecurity FROM pg_class WHERE relname = 'core_heartbeat'")
        assert cursor.fetchone() == (False,)


def test_a_process_of_which_nobody_said_what_it_is_reads_nothing():
    code = "import django; django.setup(); from core.rows.reading import reader; print(repr(reader()))"
    of_web = f"import config.wsgi; {code}"
    for script in (code, of_web):
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == "''"


def test_commands_and_workers_read_all():
    code = "from config import celery_app; from celery.signals import worker_init; worker_init.send(sender=None); from core.rows.reading import reader; print(reader())"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "*"
    shell = [
        sys.executable,
        "manage.py",
        "shell",
        "--no-imports",
        "-c",
        "from core.rows.reading import reader; print(reader())",
    ]
    done = subprocess.run(shell, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "*"


def test_postgresql_is_told_and_told_again_where_a_look_ends(db: None):
    with reading_as("7"):
        assert told() == "7"
        with as_product("to look wider for a moment"):
            assert told() == "*"
        assert told() == "7"
    assert told() == reader()


def test_a_look_that_ends_in_an_error_of_the_database_ends_as_well(transactional_db: None):
    from django.db import DatabaseError, transaction

    with reading_as("7"):
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            as_product("to look wider"),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT 1 / 0")
        assert told() == "7"
        with (
            pytest.raises(DatabaseError),
            as_product("to look wider"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT 1 / 0")
        assert told() == "7"


def test_a_request_reads_as_nobody_until_its_user_is_known_and_leaves_nothing_behind(db: None):
    seen = []

    def answer(request: HttpRequest) -> HttpResponse:
        seen.append(told())
        change_reader("7")
        seen.append(told())
        if request.method == "POST":
            raise RuntimeError
        return HttpResponse()

    with reading_as("5"):
        request = HttpRequest()
        request.method = "GET"
        ReaderMiddleware(answer)(request)
        assert told() == "5"
        request.method = "POST"
        with pytest.raises(RuntimeError):
            ReaderMiddleware(answer)(request)
        assert told() == "5"
    assert seen == [NOBODY, "7", NOBODY, "7"]


def test_what_is_written_after_the_page_has_answered_is_read_by_its_user(db: None):
    def lines() -> Iterator[str]:
        yield told()

    def answer(request: HttpRequest) -> StreamingHttpResponse:
        change_reader("7")
        return StreamingHttpResponse(lines())

    streamed = ReaderMiddleware(answer)(HttpRequest())
    assert told() == "*"
    assert list(streamed) == [b"7"]  # type: ignore[call-overload]
    assert told() == "*"


def test_threads_and_new_connections_have_readers_of_their_own(transactional_db: None):
    def elsewhere() -> str:
        try:
            return told()
        finally:
            connections.close_all()

    with reading_as("7"), ThreadPoolExecutor(1) as pool:
        assert pool.submit(elsewhere).result() == "*"
        connection.close()
        assert told() == "7"
    assert told() == "*"
