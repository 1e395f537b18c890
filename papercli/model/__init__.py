"""The words of the program as named tuples; no behavior beyond reading their own fields.

- `paper`: what an entry of a digest says, and the paper that such sightings are merged into
- `digest`: the page that holds the entries, and what could not be read of it
- `verdict`: what a comparison of two records says
- `decision`: what the user says

Named tuples and not frozen dataclasses: a command defines on every start all that it loads, which
as dataclasses takes a tenth of the start.
"""
