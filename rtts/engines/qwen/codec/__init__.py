"""Codes into sound: the codec's decoder, stream by stream and batch by batch."""
