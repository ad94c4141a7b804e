"""Appointing cadres (干部推荐任用, B2): one file a case, from proposing to the end of probation, for those in the step alone."""
