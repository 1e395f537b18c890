"""Whether two sightings are the same paper: pure functions from content to verdicts and papers."""
