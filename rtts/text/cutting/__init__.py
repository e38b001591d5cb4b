"""Where a sentence or a clause ends: what `rtts.text.segment` asks."""
