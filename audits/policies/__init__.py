"""Who sees an audit and who carries it out: yes/no and SQL filter."""

from audits.policies.audits import conducted_audits, own_audits, visible_audits

__all__ = ["conducted_audits", "own_audits", "visible_audits"]
