"""The wire: messages, options, frames, and the dialects that put them on a socket."""
