/** Messages and frames, by the vectors that the server and all clients share. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { ProtocolError } from "../src/errors.ts";
import { type Frame, packFrame, unbundle, unpackFrame } from "../src/frames.ts";
import { type ClientMessage, decodeServerMessage, encodeClientMessage } from "../src/protocol.ts";
import { asHere, bytes, vectors } from "./vectors.ts";

interface MessageVector {
  readonly name: string;
  readonly wire: string;
  readonly message: { readonly type: string } | null;
}

interface FrameVector {
  readonly name: string;
  readonly wire: string;
  readonly frame: Omit<Frame, "payload"> | null;
  readonly payload: string;
  readonly later?: boolean;
}

for (const { name, message } of vectors<MessageVector>("client_messages")) {
  test(`client: ${name}`, () => {
    const wire = encodeClientMessage(asHere(message) as ClientMessage);
    assert.deepEqual(JSON.parse(wire), message);
  });
}

for (const { name, wire, message } of vectors<MessageVector>("server_messages")) {
  test(`server: ${name}`, () => {
    const expected = message === null ? undefined : asHere(message);
    assert.deepEqual(decodeServerMessage(wire), expected);
  });
}

for (const { name, wire, frame, payload, later } of vectors<FrameVector>("frames")) {
  test(`frame: ${name}`, () => {
    if (frame === null) {
      assert.throws(() => unpackFrame(bytes(wire)), ProtocolError);
      return;
    }
    const read = unpackFrame(bytes(wire));
    assert.deepEqual(
      { ...read, payload: Buffer.from(read.payload).toString("hex") },
      {
        ...frame,
        payload,
      },
    );
    if (!later) assert.equal(Buffer.from(packFrame(read)).toString("hex"), wire);
  });
}

test("a bundle stands for its packets, which together cover what it covers", () => {
  const [vector] = vectors<FrameVector>("frames").filter(({ name }) => name.includes("bundle"));
  assert(vector);
  const packets = unbundle(unpackFrame(bytes(vector.wire)), false);
  assert.deepEqual(
    packets.map(({ payload, pts, samples, flags }) => {
      return [Buffer.from(payload).toString("hex"), pts, samples, flags];
    }),
    [
      ["78fffe", 0, 960, 3],
      ["78ff", 960, 960, 0],
    ],
  );
});

for (const payload of ["05", "0500", "0500787878", "0100780100"]) {
  test(`a bundle that ends inside a packet is refused: ${payload}`, () => {
    const frame = unpackFrame(bytes(`a1011004010000000000000080070000${payload}`));
    assert.throws(() => unbundle(frame, false), /inside a packet/);
  });
}

test("in a bundle of samples, ticks go with bytes", () => {
  const frame = unpackFrame(bytes("a1011004010000000000000003000000040001000200" + "02000300"));
  const places = unbundle(frame, true).map(({ pts, samples }) => [pts, samples]);
  assert.deepEqual(places, [
    [0, 2],
    [2, 1],
  ]);
});

for (const wire of [
  '{"type":"segment"}',
  "[]",
  "{",
  '{"type":1}',
  '{"text":"x"}',
  '{"type":"timestamps","segment":0,"unit":"word","items":[["a",1,2,3]]}',
  '{"type":"context.started","handle":"1","audio":{}}',
]) {
  test(`what breaks the rules is no later version: ${wire}`, () => {
    assert.throws(() => decodeServerMessage(wire), ProtocolError);
  });
}

test("a type by the name of what every object has is unknown", () => {
  assert.equal(decodeServerMessage('{"type":"toString"}'), undefined);
});

test("half a surrogate pair is not sent", () => {
  const message: ClientMessage = { type: "text", text: "a\ud83d" };
  assert.throws(() => encodeClientMessage(message), /text holds half a surrogate pair/);
});
