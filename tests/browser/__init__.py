"""What only a browser shows: `make test-browser`; the other tests need none."""
