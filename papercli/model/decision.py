"""What the user says of contents."""

from __future__ import annotations

from papercli.named_tuples import NamedTuple


class Said(NamedTuple):
    """One content of which a decision speaks."""

    part: int
    """What is said to be the same is of one part, what is said to be different of two; of what is
    not named it is 0."""
    key: str
    title: str
    """As read."""
    paper: int | None = None
    """The paper that it was in when that was decided, where that is known."""


class Decision(NamedTuple):
    """The user's word: one command, whatever number of contents it is about.

    ``id`` is 0 or less until it is stored.
    """

    id: int
    verdict: str
    """``same`` or ``different``."""
    said: tuple[Said, ...]
    decided_at: str
    """When, in ISO 8601."""
    reason: str | None = None
    moved: tuple[Said, ...] = ()
    """What it does not name and weights moved along, with the papers of before; of part 0."""

    @property
    def own(self) -> tuple[Said, ...]:
        """What it is about itself; of a "same" not what earlier ones had brought along."""
        if self.verdict == "different":
            return self.said
        return tuple(said for said in self.said if said.part == self.said[0].part)

    @property
    def ends(self) -> tuple[Said, Said]:
        """One content of either side, for whoever shows no more than two."""
        first = self.said[0]
        parted = self.verdict == "different"
        for other in self.said[1:]:
            if (other.part != first.part) if parted else (other.paper != first.paper):
                return first, other
        return first, self.said[1]
