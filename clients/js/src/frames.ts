/**
 * Audio frames: a 16-byte header, little-endian, then the payload.
 *
 *     offset size field
 *     0      u8   0xA1: high nibble 0xA, low nibble the version
 *     1      u8   kind
 *     2      u8   flags
 *     3      u8   header length in 4-byte words
 *     4      u16  context handle
 *     6      u16  segment
 *     8      u32  pts, in ticks of the context's clock
 *     12     u16  samples that the payload covers, in ticks
 *     14     u16  sequence number in the context
 *     16     …    payload
 *
 * A longer header keeps these fields first: what is unknown is skipped by the length.
 */

import { ProtocolError } from "./errors.ts";

/** What the payload is. Frames of another kind are skipped. */
export const FrameKind = { audio: 1, containerHeader: 2, silence: 3 } as const;

/** Where in its context a frame stands; added up in `flags`. */
export const FrameFlag = {
  firstOfContext: 1,
  firstOfSegment: 2,
  lastOfSegment: 4,
  lastOfContext: 8,
  bundle: 16,
} as const;

/** One piece of a context's audio. */
export interface Frame {
  /** See `FrameKind`. */
  readonly kind: number;
  /** See `FrameFlag`. */
  readonly flags: number;
  /** Which context it belongs to. */
  readonly handle: number;
  /** Number of the segment in the context, from 0. */
  readonly segment: number;
  /** Where in the context it begins, in ticks of the context's `clock`. */
  readonly pts: number;
  /** How long it lasts, in ticks of the context's `clock`. */
  readonly samples: number;
  /** Number of the frame in the context, from 0; 0 comes after 65535. */
  readonly sequence: number;
  /** One packet, or samples, or a piece of a container; empty for silence. */
  readonly payload: Uint8Array<ArrayBuffer>;
}

const HEADER_BYTES = 16;
const MAGIC = 0xa1;
const KNOWN_KINDS: ReadonlySet<number> = new Set(Object.values(FrameKind));
const FIRST = FrameFlag.firstOfContext | FrameFlag.firstOfSegment;
const LAST = FrameFlag.lastOfSegment | FrameFlag.lastOfContext;

/** Whether the frame is of a kind that this version can read. */
export function isKnown(frame: Frame): boolean {
  return KNOWN_KINDS.has(frame.kind);
}

/**
 * The frame in a binary message, of whatever kind. Its payload is a view of the message.
 *
 * @throws ProtocolError if the message is no frame.
 */
export function unpackFrame(message: ArrayBuffer): Frame {
  const view = new DataView(message);
  if (view.byteLength < HEADER_BYTES || view.getUint8(0) !== MAGIC) {
    throw new ProtocolError(`The server sent ${view.byteLength} bytes that are no audio frame.`);
  }
  const headerBytes = view.getUint8(3) * 4;
  if (headerBytes < HEADER_BYTES || headerBytes > view.byteLength) {
    throw new ProtocolError(
      `The server sent an audio frame of ${view.byteLength} bytes whose header says ` +
        `${headerBytes} bytes for itself.`,
    );
  }
  return {
    kind: view.getUint8(1),
    flags: view.getUint8(2),
    handle: view.getUint16(4, true),
    segment: view.getUint16(6, true),
    pts: view.getUint32(8, true),
    samples: view.getUint16(12, true),
    sequence: view.getUint16(14, true),
    payload: new Uint8Array(message, headerBytes),
  };
}

/** The frame as the wire has it: what a server sends, for tests and recordings. */
export function packFrame(frame: Frame): ArrayBuffer {
  const message = new ArrayBuffer(HEADER_BYTES + frame.payload.byteLength);
  const view = new DataView(message);
  view.setUint8(0, MAGIC);
  view.setUint8(1, frame.kind);
  view.setUint8(2, frame.flags);
  view.setUint8(3, HEADER_BYTES / 4);
  view.setUint16(4, frame.handle, true);
  view.setUint16(6, frame.segment, true);
  view.setUint32(8, frame.pts, true);
  view.setUint16(12, frame.samples, true);
  view.setUint16(14, frame.sequence, true);
  new Uint8Array(message, HEADER_BYTES).set(frame.payload);
  return message;
}

/**
 * The frames that a bundle stands for, one a packet; a plain frame is itself.
 *
 * @param constant Samples go with bytes (PCM, G.711); else every packet of the bundle covers as
 *   many samples as the next (Opus).
 * @throws ProtocolError for a bundle that ends inside a packet.
 */
export function unbundle(frame: Frame, constant: boolean): Frame[] {
  if (!(frame.flags & FrameFlag.bundle)) return [frame];
  const packets = packetsOf(frame.payload);
  const weights = packets.map((packet) => (constant ? packet.byteLength : 1));
  const total = Math.max(
    weights.reduce((sum, weight) => sum + weight, 0),
    1,
  );
  const flags = frame.flags & ~FrameFlag.bundle;
  let pts = frame.pts;
  let weight = 0;
  return packets.map((payload, index) => {
    weight += weights[index] ?? 0;
    const end = frame.pts + Math.floor((frame.samples * weight) / total);
    const notFirst = index > 0 ? FIRST : 0;
    const notLast = index < packets.length - 1 ? LAST : 0;
    const own = { ...frame, pts, samples: end - pts, payload, flags: flags & ~notFirst & ~notLast };
    pts = end;
    return own;
  });
}

/** The packets of a bundle, each behind its length as u16. */
function packetsOf(payload: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const packets: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  while (offset < payload.byteLength) {
    const start = offset + 2;
    const end = start + (start <= payload.byteLength ? view.getUint16(offset, true) : 0);
    if (end > payload.byteLength) {
      throw new ProtocolError("The server sent a bundle that ends inside a packet.");
    }
    packets.push(payload.subarray(start, end));
    offset = end;
  }
  return packets;
}
