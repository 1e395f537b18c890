"""What each table of the index holds, in a line: for README, and for whoever browses the index."""

from __future__ import annotations

TABLES = {
    "paper_list": "The papers, one a row, for people and other tools; a view.",
    "papers_fts": "Full text of title and abstract, by the id of the paper, without the texts.",
    "papers": "The papers as searches and sorting need them; derived, without abstracts.",
    "digests": "What was ingested: path, format, date.",
    "sightings": "Each entry of each digest, with its line and the numbers shown there.",
    "records": "What comparison sees of the sightings; those that read the same share one.",
    "texts": "Title, abstract and summary of each record, as read.",
    "blocks": "Keys by which records are found that may be the same.",
    "oversized_blocks": "Keys that too many records share to tell anything.",
    "verdicts": "Pairs of records that are the same or undecided, with their match weight in bits.",
    "decisions": "What you decided with `papers merge`, `papers split` and `papers review`.",
    "decided": "The contents that each decision is about.",
    "passed": "Pairs that you passed over in `papers review`.",
    "redirects": "Ids that are no more, with the sightings that they had.",
    "meta": "The version of the matching rules that derived the papers.",
    "_sqlite_migrations": "The steps that brought the index to its schema.",
}
"""By name, the ones of most use first."""

COLUMNS = {
    "id": "Number of the paper, stable for good",
    "title": "Title, cleaned of TeX",
    "abstract": "Abstract, as read",
    "published": "Date of publication, as much as is known",
    "author_count": "Number of authors",
    "authors": "Names of the authors, a JSON list, where a digest has them",
    "organization": "Organization, by its name or account",
    "sightings": "How often it was seen",
    "first_seen": "Date of the first digest that shows it and has a year",
    "last_seen": "Date of the last digest that shows it and has a year",
    "comments": "Number of comments on the latest page that shows one",
    "upvotes": "Number of votes on the latest page that shows one",
    "arxiv_id": "arXiv id",
    "version": "Version on arXiv, the highest that a digest names",
    "doi": "DOI",
    "openreview_id": "Id of the forum on OpenReview",
    "acl_id": "Id in the ACL Anthology",
    "url": "Address of the paper",
    "venue": "Where it was published, as a digest writes it",
    "kind": "What the work is, where a digest says so: article, thesis, book",
    "categories": "Subject categories, a JSON list",
    "summary": "Summary that a digest shows beside or in place of the abstract",
    "links": "Addresses of code and project, and those in the abstract, a JSON list",
    "published_inferred": "1 where the year of publication is the smallest that fits",
    "seen_inferred": "1 where the year of the digests is the smallest that fits",
}
"""Of ``paper_list``."""
