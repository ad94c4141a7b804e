"""Documents of an audit: issued once, under a number without gaps, kept as they were worded that day."""

from audits.services.stages.documents.issuing import blocks_of, issue_document, note_download

__all__ = ["blocks_of", "issue_document", "note_download"]
