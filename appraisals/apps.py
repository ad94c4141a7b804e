from django.apps import AppConfig


class AppraisalsConfig(AppConfig):
    """The year-end appraisal of heads."""

    name = "appraisals"
    verbose_name = "年终双述双评"

    def ready(self) -> None:
        """Tell what waits, where findings lead, what heads may be asked because of, what must be used, what stands in the integrity file,
        who makes out slips; give titles to what is done.
        """
        from appraisals import actions
        from appraisals.policies.rows import ROWS
        from appraisals.presenters.chapters import CHAPTER
        from appraisals.presenters.conclusions import SOURCE as RESULTS
        from appraisals.presenters.waiting import appraisal_of
        from appraisals.presenters.waiting import waiting as parts
        from appraisals.selectors.checking import OF_BODY, SOURCE
        from appraisals.selectors.signs import KEY, TITLE, find
        from appraisals.services.slips import KIND, make_out
        from appraisals.services.talks import heard
        from core import jobs
        from core.ledger import titles
        from core.rows.declared import register
        from integrity.selectors import origins
        from supervision.presenters import sources, waiting
        from supervision.selectors import consulted, timeline

        titles.register(actions.ACTIONS)
        register("appraisals", ROWS)
        sources.register(SOURCE, appraisal_of)
        sources.register(OF_BODY, appraisal_of)
        waiting.register(parts)
        consulted.register(RESULTS)
        timeline.register(CHAPTER)
        origins.register(
            origins.OriginKind(key=KEY, title=TITLE, is_confidential=False, find=find, heard=heard)
        )
        jobs.register(KIND, make_out)
