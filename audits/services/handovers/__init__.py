"""Use cases of handovers: opening, filling, checking, signing, following up, and what is found in them."""

from audits.selectors.handovers.registry import Known, Leaving, Provider, register

__all__ = ["Known", "Leaving", "Provider", "register"]
