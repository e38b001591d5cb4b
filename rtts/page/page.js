// src/abort.ts
async function unlessAborted(signal, work, drop = () => {
}) {
  if (!signal) return work;
  let abort = () => {
  };
  const aborted = new Promise((_, reject) => {
    abort = () => {
      drop();
      reject(signal.reason);
    };
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort);
  });
  try {
    return await Promise.race([aborted, work]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

// src/errors.ts
var RttsError = class extends Error {
  name = "RttsError";
};
var ServerUnreachable = class extends RttsError {
  name = "ServerUnreachable";
  url;
  reason;
  constructor(url, reason) {
    super(`No server answers at ${url}: ${reason}. Is one running there?`);
    this.url = url;
    this.reason = reason;
  }
};
var ConnectionRefused = class extends RttsError {
  name = "ConnectionRefused";
  code;
  status;
  retryAfterMs;
  constructor(message, refusal) {
    super(`The server refused the connection (${refusal.status}): ${message}`);
    this.code = refusal.code;
    this.status = refusal.status;
    this.retryAfterMs = refusal.retryAfterMs;
  }
};
var ServerError = class extends RttsError {
  name = "ServerError";
  code;
  param;
  textRemaining;
  retryAfterMs;
  constructor(code, message, fields2 = {}) {
    super(`${message} (${code})`);
    this.code = code;
    this.param = fields2.param;
    this.textRemaining = fields2.textRemaining ?? "";
    this.retryAfterMs = fields2.retryAfterMs ?? 0;
  }
};
var InvalidValue = class extends ServerError {
  name = "InvalidValue";
};
var BadMessage = class extends ServerError {
  name = "BadMessage";
};
var UnknownType = class extends ServerError {
  name = "UnknownType";
};
var ContextLimit = class extends ServerError {
  name = "ContextLimit";
};
var TextTooLong = class extends ServerError {
  name = "TextTooLong";
};
var RateLimited = class extends ServerError {
  name = "RateLimited";
};
var Overloaded = class extends ServerError {
  name = "Overloaded";
};
var SynthesisFailed = class extends ServerError {
  name = "SynthesisFailed";
};
var SynthesisTimeout = class extends ServerError {
  name = "SynthesisTimeout";
};
var Unauthorized = class extends ServerError {
  name = "Unauthorized";
};
var InternalError = class extends ServerError {
  name = "InternalError";
};
var SpeechStopped = class extends ServerError {
  name = "SpeechStopped";
};
var CLASS_OF_CODE = /* @__PURE__ */ new Map([
  ["bad_message", BadMessage],
  ["unknown_type", UnknownType],
  ["invalid_value", InvalidValue],
  ["context_limit", ContextLimit],
  ["text_too_long", TextTooLong],
  ["rate_limited", RateLimited],
  ["overloaded", Overloaded],
  ["synthesis_failed", SynthesisFailed],
  ["timeout", SynthesisTimeout],
  ["unauthorized", Unauthorized],
  ["internal", InternalError]
]);
function serverError(message, textRemaining) {
  const Class = CLASS_OF_CODE.get(message.code) ?? ServerError;
  return new Class(message.code, message.message, {
    param: message.param,
    textRemaining: textRemaining ?? message.textRemaining,
    retryAfterMs: message.retryAfterMs
  });
}
var TRANSIENT = /* @__PURE__ */ new Set([1001, 1005, 1006, 1011, 1012, 1013]);
var SessionClosed = class extends RttsError {
  name = "SessionClosed";
  /** The WebSocket's close code; 1006 for a line that was lost. */
  code;
  reason;
  /** Text of the context at hand whose speech had not wholly arrived. */
  textRemaining;
  constructor(code, reason, textRemaining = "") {
    super(`The session was closed (${code}): ${reason || "no reason given"}`);
    this.code = code;
    this.reason = reason;
    this.textRemaining = textRemaining;
  }
  /** Whether another attempt may do better. */
  get transient() {
    return TRANSIENT.has(this.code);
  }
};
var ProtocolError = class extends RttsError {
  name = "ProtocolError";
};

// src/timer.ts
var MOST_MS = 2 ** 31 - 1;
function timerMs(ms) {
  return Math.min(ms, MOST_MS);
}

// src/line.ts
var LOST = 1006;
var STATUS = /Unexpected server response: (\d{3})/;
var Line = class _Line {
  #socket;
  #taker;
  #early = [];
  #closed;
  constructor(socket) {
    this.#socket = socket;
  }
  /**
   * A line that is open.
   *
   * @param timeoutMs Milliseconds until it has to be.
   * @param signal Comes when nobody wants it any more.
   * @throws ServerUnreachable, or ConnectionRefused where the runtime shows the HTTP status; the
   *   signal's reason.
   */
  static open(address2, timeoutMs, signal) {
    const socket = new address2.Socket(address2.url, [...address2.protocols]);
    socket.binaryType = "arraybuffer";
    const line2 = new _Line(socket);
    let timer;
    const opened = new Promise((resolve, reject) => {
      const fail2 = (why) => {
        clearTimeout(timer);
        reject(refusalOf(address2.url, why));
      };
      timer = setTimeout(() => {
        fail2(`no answer within ${Math.round(timeoutMs)} ms`);
        line2.abandon();
      }, timerMs(timeoutMs));
      socket.onopen = () => {
        clearTimeout(timer);
        line2.#listen();
        resolve(line2);
      };
      const refused = "the connection could not be made";
      socket.onerror = ({ message }) => fail2(message || refused);
      socket.onclose = () => fail2(refused);
    });
    return unlessAborted(signal, opened, () => {
      clearTimeout(timer);
      line2.abandon();
    });
  }
  /** Bytes that were given to the socket and have not left it. */
  get bufferedBytes() {
    return this.#socket.bufferedAmount;
  }
  send(text3) {
    this.#socket.send(text3);
  }
  /** Give what came and what comes to the taker. */
  take(taker) {
    this.#taker = taker;
    for (const data of this.#early.splice(0)) taker.message(data);
    if (this.#closed) taker.closed(this.#closed.code, this.#closed.reason);
  }
  /**
   * The first message, before anybody takes the rest.
   *
   * @throws SessionClosed if the line is closed, or nothing comes in time.
   */
  first(timeoutMs) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#taker = void 0;
        reject(new SessionClosed(LOST, `no answer within ${Math.round(timeoutMs)} ms`));
      }, timeoutMs);
      const settle = () => {
        clearTimeout(timer);
        this.#taker = void 0;
      };
      const [early] = this.#early.splice(0, 1);
      if (early !== void 0) {
        settle();
        resolve(early);
        return;
      }
      this.take({
        message: (data) => {
          settle();
          resolve(data);
        },
        closed: (code, reason) => {
          settle();
          reject(new SessionClosed(code, reason));
        }
      });
    });
  }
  /** Close it properly: the server ends the session. */
  close(code, reason) {
    if (!this.#closed) this.#socket.close(code, reason);
  }
  /** Hear no more of it, without a word to the server, which may keep the session. */
  drop() {
    this.#silence();
    this.#terminate();
  }
  /** Drop it where nothing is to be kept, which a close frame tells the server. */
  abandon() {
    this.#silence();
    this.#socket.close(1e3, "");
    this.#terminate();
  }
  #silence() {
    this.#taker = void 0;
    this.#closed ??= { code: LOST, reason: "" };
    const socket = this.#socket;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.onerror = () => {
    };
  }
  /** End it at once, where that can be done. */
  #terminate() {
    this.#socket.terminate?.();
  }
  #listen() {
    const socket = this.#socket;
    socket.onmessage = ({ data }) => {
      if (this.#closed) return;
      if (typeof data !== "string" && !(data instanceof ArrayBuffer)) {
        throw new ProtocolError("The WebSocket gives binary messages as no ArrayBuffer.");
      }
      if (this.#taker) this.#taker.message(data);
      else this.#early.push(data);
    };
    socket.onerror = () => {
    };
    socket.onclose = ({ code, reason }) => {
      if (this.#closed) return;
      this.#closed = { code, reason };
      this.#taker?.closed(code, reason);
    };
  }
};
function shownUrl(url) {
  return url.replace(/[?].*/, "").replace(/(?<=\/\/)[^/]*@/, "");
}
function refusalOf(url, problem) {
  const shown = shownUrl(url);
  const status2 = Number(STATUS.exec(problem)?.[1] ?? 0);
  if (!status2) return new ServerUnreachable(shown, problem);
  const message = `${shown} answers with HTTP ${status2}`;
  return new ConnectionRefused(message, { code: "", status: status2, retryAfterMs: 0 });
}

// src/protocol.ts
var text = (value, at) => {
  if (typeof value === "string") return value;
  throw broken(at, "a string");
};
var number = (value, at) => {
  if (typeof value === "number") return value;
  throw broken(at, "a number");
};
var yes = (value, at) => {
  if (typeof value === "boolean") return value;
  throw broken(at, "true or false");
};
var options = (value, at) => {
  if (isRecord(value)) return value;
  throw broken(at, "an object");
};
var stamp = (value, at) => typeof value === "number" ? value : text(value, at);
function list(item) {
  return (value, at) => {
    if (!Array.isArray(value)) throw broken(at, "a list");
    return value.map((each, index) => item(each, `${at}[${index}]`));
  };
}
function or(reader, otherwise) {
  return (value, at) => value === null || value === void 0 ? otherwise : reader(value, at);
}
function maybe(reader) {
  return or(reader, void 0);
}
function record(shape) {
  return (value, at) => {
    if (!isRecord(value)) throw broken(at, "an object");
    return readFields(shape, value, at);
  };
}
var wordTime = (value, at) => {
  if (!Array.isArray(value)) throw broken(at, "a list");
  const [word, ...numbers] = value;
  const [startMs, endMs, start, end] = list(number)(numbers, at);
  return [
    text(word, at),
    number(startMs, at),
    number(endMs, at),
    number(start, at),
    number(end, at)
  ];
};
var limits = record({
  maxContexts: or(number, 8),
  maxTextChars: or(number, 4e3),
  maxBufferChars: or(number, 2e4),
  maxMessageBytes: or(number, 1048576),
  idleTimeoutS: or(number, 600),
  maxAheadMs: or(number, 3e4)
});
var format = record({
  codec: text,
  rate: number,
  clock: number,
  frameMs: number,
  channels: or(number, 1),
  preskip: or(number, 0)
});
var usage = record({ chars: number, audioMs: number });
var context = maybe(text);
var re = maybe(text);
var SHAPES = {
  ready: {
    sessionId: text,
    protocol: text,
    server: text,
    engine: text,
    model: text,
    session: options,
    unknownParams: or(list(text), []),
    limits: (value, at) => limits(value ?? {}, at),
    resumeToken: maybe(text)
  },
  resumed: {
    recovered: or(yes, true),
    received: maybe(number),
    resumeToken: maybe(text),
    reason: maybe(text)
  },
  "session.updated": {
    session: options,
    unknownParams: or(list(text), []),
    re,
    resumeToken: maybe(text)
  },
  "context.started": { context, handle: number, audio: format },
  segment: {
    context,
    segment: number,
    text: maybe(text),
    start: number,
    end: maybe(number),
    audioMs: number,
    language: text
  },
  timestamps: { context, segment: number, unit: text, items: list(wordTime) },
  "segment.done": {
    context,
    segment: number,
    text,
    start: number,
    end: number,
    audioMs: number,
    ttfaMs: number,
    rtf: number
  },
  mark: { context, name: text, audioMs: number, re },
  flushed: { context, re, audioMs: number },
  "context.done": {
    context,
    audioMs: number,
    chars: number,
    segments: number,
    ttfaMs: maybe(number),
    usage: maybe(usage)
  },
  "context.cancelled": {
    context,
    re,
    reason: text,
    playedMs: number,
    sentMs: number,
    textSpoken: text,
    textRemaining: text,
    spokenChars: number,
    precision: text
  },
  warning: { code: text, message: text, context, re },
  error: {
    code: text,
    message: text,
    param: maybe(text),
    context,
    re,
    fatal: or(yes, false),
    retryAfterMs: or(number, 0),
    textRemaining: maybe(text)
  },
  pong: { t: maybe(stamp) },
  closing: { reason: text, deadlineMs: number },
  audio: {
    context,
    segment: number,
    seq: number,
    pts: number,
    samples: number,
    kind: number,
    flags: number,
    data: text
  }
};
function decodeServerMessage(wire) {
  let value;
  try {
    value = JSON.parse(wire);
  } catch {
    throw new ProtocolError("The server sent a message that is not JSON.");
  }
  if (!isRecord(value)) throw broken("The message", "an object");
  const type = text(value["type"], "type");
  if (!Object.hasOwn(SHAPES, type)) return void 0;
  const shape = SHAPES[type];
  return { ...readFields(shape, value, type), type };
}
var LONE_SURROGATE = /\p{Surrogate}/u;
function encodeClientMessage(message) {
  const wire = {};
  for (const [name, value] of Object.entries(message)) wire[snakeCase(name)] = value;
  return JSON.stringify(wire, (name, value) => {
    if (typeof value === "string" && LONE_SURROGATE.test(value)) {
      throw new TypeError(`The field ${name} holds half a surrogate pair, which is no character.`);
    }
    return value;
  });
}
function snakeCase(name) {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function readFields(shape, value, at) {
  const fields2 = {};
  for (const [name, reader] of Object.entries(shape)) {
    const wireName = snakeCase(name);
    const read = reader(value[wireName], `${at}.${wireName}`);
    if (read !== void 0) fields2[name] = read;
  }
  return fields2;
}
function broken(at, what) {
  return new ProtocolError(`The server sent a message that cannot be read: ${at} is not ${what}.`);
}

// src/comeback.ts
var WINDOW_MS = 15e3;
var ATTEMPT_MS = 5e3;
var FIRST_DELAY_MS = 50;
var LAST_DELAY_MS = 1e3;
var KNOCKS = 60;
var LOST2 = 1006;
var IN_VAIN = /* @__PURE__ */ new Set([400, 401, 403, 404, 4400, 4401, 4403, 4406]);
async function comeBack(reopen2, token, received, wanted) {
  const deadline = performance.now() + WINDOW_MS;
  let delay = FIRST_DELAY_MS;
  let knocks = 0;
  while (wanted()) {
    const left = Math.min(deadline - performance.now(), ATTEMPT_MS);
    const back = await attempt(reopen2, token, received, left);
    if (!(back instanceof RttsError)) return back;
    const refused = back instanceof ConnectionRefused ? back : void 0;
    delay = Math.max(delay, refused?.retryAfterMs ?? 0);
    const pause3 = delay * (1 - Math.random() / 4);
    if (performance.now() + pause3 >= deadline) {
      throw lost(`${back.message} For ${WINDOW_MS / 1e3} s nothing helped.`);
    }
    await new Promise((resolve) => setTimeout(resolve, pause3));
    const elsewhere = refused?.retryAfterMs === 0 && ++knocks <= KNOCKS;
    if (!elsewhere) delay = Math.min(delay * 2, LAST_DELAY_MS);
  }
  throw new SessionClosed(1e3, "closed by this program");
}
async function attempt(reopen2, token, received, timeoutMs) {
  let line2;
  try {
    line2 = await reopen2(token, received, timeoutMs);
    return await understood(line2, token, timeoutMs);
  } catch (error) {
    line2?.drop();
    if (!(error instanceof RttsError)) throw error;
    if (error instanceof ConnectionRefused && IN_VAIN.has(error.status)) throw lost(error.message);
    if (error instanceof SessionGone) throw lost(error.message);
    return error;
  }
}
var SessionGone = class extends RttsError {
};
async function understood(line2, token, timeoutMs) {
  const data = await line2.first(timeoutMs);
  const answer = typeof data === "string" ? decodeServerMessage(data) : void 0;
  if (answer?.type === "error") {
    const refusal = { code: answer.code, status: await closeCode(line2, timeoutMs) };
    throw new ConnectionRefused(answer.message, { ...refusal, retryAfterMs: answer.retryAfterMs });
  }
  if (answer?.type !== "resumed") {
    throw new ProtocolError("The server answers a client that comes back with no `resumed`.");
  }
  if (!goesOn(answer)) {
    line2.abandon();
    throw new SessionGone(
      `The server no longer has the session (${answer.reason ?? "no reason given"}).`
    );
  }
  return { line: line2, token: answer.resumeToken ?? token, received: answer.received };
}
function goesOn(answer) {
  return answer.recovered && answer.received !== void 0;
}
async function closeCode(line2, timeoutMs) {
  try {
    await line2.first(timeoutMs);
  } catch (error) {
    if (error instanceof SessionClosed) return error.code;
    throw error;
  }
  return 0;
}
function lost(problem) {
  return new SessionClosed(LOST2, `the connection was lost, and could not be resumed. ${problem}`);
}

// src/ending.ts
var LOST3 = 1006;
function errorOf({ code, reason, fatal, wasReady, wanted }) {
  if (fatal && !wasReady) {
    const { code: word, message, retryAfterMs } = fatal;
    return new ConnectionRefused(message, { code: word, status: code, retryAfterMs });
  }
  if (fatal) return serverError(fatal);
  if (wanted) return new SessionClosed(1e3, "closed by this program");
  return new SessionClosed(code, code === LOST3 ? "the connection was lost" : reason);
}

// src/frames.ts
var FrameKind = { audio: 1, containerHeader: 2, silence: 3 };
var FrameFlag = {
  firstOfContext: 1,
  firstOfSegment: 2,
  lastOfSegment: 4,
  lastOfContext: 8,
  bundle: 16
};
var HEADER_BYTES = 16;
var MAGIC = 161;
var KNOWN_KINDS = new Set(Object.values(FrameKind));
var FIRST = FrameFlag.firstOfContext | FrameFlag.firstOfSegment;
var LAST = FrameFlag.lastOfSegment | FrameFlag.lastOfContext;
function isKnown(frame) {
  return KNOWN_KINDS.has(frame.kind);
}
function unpackFrame(message) {
  const view = new DataView(message);
  if (view.byteLength < HEADER_BYTES || view.getUint8(0) !== MAGIC) {
    throw new ProtocolError(`The server sent ${view.byteLength} bytes that are no audio frame.`);
  }
  const headerBytes = view.getUint8(3) * 4;
  if (headerBytes < HEADER_BYTES || headerBytes > view.byteLength) {
    throw new ProtocolError(
      `The server sent an audio frame of ${view.byteLength} bytes whose header says ${headerBytes} bytes for itself.`
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
    payload: new Uint8Array(message, headerBytes)
  };
}
function unbundle(frame, constant) {
  if (!(frame.flags & FrameFlag.bundle)) return [frame];
  const packets = packetsOf(frame.payload);
  const weights = packets.map((packet) => constant ? packet.byteLength : 1);
  const total = Math.max(
    weights.reduce((sum, weight2) => sum + weight2, 0),
    1
  );
  const flags = frame.flags & ~FrameFlag.bundle;
  let pts = frame.pts;
  let weight = 0;
  return packets.map((payload, index) => {
    weight += weights[index] ?? 0;
    const end = frame.pts + Math.floor(frame.samples * weight / total);
    const notFirst = index > 0 ? FIRST : 0;
    const notLast = index < packets.length - 1 ? LAST : 0;
    const own = { ...frame, pts, samples: end - pts, payload, flags: flags & ~notFirst & ~notLast };
    pts = end;
    return own;
  });
}
function packetsOf(payload) {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const packets = [];
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

// src/pending.ts
var Pending = class {
  promise;
  #resolve = () => {
  };
  #reject = () => {
  };
  #settled = false;
  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.promise.catch(() => {
    });
  }
  get settled() {
    return this.#settled;
  }
  resolve(value) {
    this.#settled = true;
    this.#resolve(value);
  }
  reject(error) {
    this.#settled = true;
    this.#reject(error);
  }
};

// src/router.ts
var Router = class {
  #receivers = /* @__PURE__ */ new Map();
  #handles = /* @__PURE__ */ new Map();
  #answers = /* @__PURE__ */ new Map();
  /** Whether something is to come. */
  get awaits() {
    return this.#receivers.size + this.#answers.size > 0;
  }
  /**
   * Give a context what arrives under its name.
   *
   * @throws TypeError if an open context has the name.
   */
  attach(receiver) {
    if (this.#receivers.has(receiver.name)) {
      throw new TypeError(`There is an open context of the name ${receiver.name}.`);
    }
    this.#receivers.set(receiver.name, receiver);
  }
  /** Forget a context: what still arrives for it is dropped. */
  detach(receiver) {
    if (this.#receivers.get(receiver.name) === receiver) this.#receivers.delete(receiver.name);
    for (const [handle, other] of this.#handles) {
      if (other === receiver) this.#handles.delete(handle);
    }
  }
  /** The answer to what bears the id, once `ask` has sent it. */
  async answerTo(id, ask2) {
    const answer = new Pending();
    this.#answers.set(id, answer);
    try {
      await ask2();
      return await answer.promise;
    } finally {
      this.#answers.delete(id);
    }
  }
  /** Give an answer to whoever asked; false if nobody did. */
  answer(id, message) {
    const answer = this.#answers.get(id ?? "");
    answer?.resolve(message);
    return answer !== void 0;
  }
  /** Give a frame to its context; frames of an unknown kind, and stray ones, are dropped. */
  deliverFrame(frame) {
    if (isKnown(frame)) this.#handles.get(frame.handle)?.receiveFrame(frame);
  }
  /** Give a message to its context. Returns a remark that concerns none. */
  deliver(message) {
    const receiver = this.#receivers.get(message.context ?? "") ?? this.#openedBy(message);
    if (message.type === "context.started" && receiver) {
      this.#handles.set(message.handle, receiver);
    }
    const isRemark = message.type === "error" || message.type === "warning";
    if (isRemark && this.answer(message.re, message)) return void 0;
    if (message.type === "context.cancelled") this.answer(message.re, message);
    receiver?.receive(message);
    return isRemark && !receiver && message.context === void 0 ? message : void 0;
  }
  /** The context whose first text is refused; where its name was at fault, the error has none. */
  #openedBy({ type, re: re2 }) {
    if (type !== "error" || re2 === void 0) return void 0;
    return [...this.#receivers.values()].find(({ openingId }) => openingId === re2);
  }
  /** Tell everybody who waits that nothing more will come. */
  fail(error) {
    for (const answer of this.#answers.values()) answer.reject(error);
    for (const receiver of [...this.#receivers.values()]) receiver.fail(error);
  }
};

// src/watch.ts
var Watch = class {
  #silenceMs;
  #watched;
  #timer;
  #heard = false;
  #asked = false;
  constructor(silenceMs, watched) {
    this.#silenceMs = timerMs(silenceMs);
    this.#watched = watched;
  }
  /** Begin to look, unless it does already. */
  start() {
    if (this.#timer !== void 0 || !this.#watched.awaited()) return;
    this.#heard = false;
    this.#asked = false;
    this.#timer = setTimeout(() => this.#look(), this.#silenceMs);
  }
  /** Note that something came. */
  heard() {
    this.#heard = true;
  }
  stop() {
    clearTimeout(this.#timer);
    this.#timer = void 0;
  }
  #look() {
    this.stop();
    if (!this.#watched.awaited()) return;
    const silent = !this.#heard;
    const gaveUp = silent && this.#asked;
    this.#asked = silent && !gaveUp;
    this.#heard = false;
    this.#timer = setTimeout(() => this.#look(), this.#silenceMs);
    if (gaveUp) this.#watched.silent();
    else if (silent) this.#watched.ask();
  }
};

// src/journal.ts
var ASK_MESSAGES = 128;
var ASK_CHARS = 64 * 1024;
var Journal = class {
  #keep;
  #held = [];
  /** Number of the oldest that is held. */
  #first = 0;
  /** Number of the next to be written. */
  #next = 0;
  #asked = 0;
  #charsSince = 0;
  /** @param keep Whether messages may ever have to be written again. */
  constructor(keep) {
    this.#keep = keep;
  }
  /** How many messages there were. */
  get end() {
    return this.#first + this.#held.length;
  }
  /** How many messages are held. */
  get held() {
    return this.#held.length;
  }
  /** Whether something waits to be written. */
  get waiting() {
    return this.#next < this.end;
  }
  /** Take in a message that is to be sent. */
  add(wire) {
    this.#held.push(wire);
    this.#charsSince += wire.length;
  }
  /** The next message to be written, which then counts as that; undefined if all are. */
  take() {
    const wire = this.#held[this.#next - this.#first];
    if (wire === void 0) return void 0;
    this.#next += 1;
    if (!this.#keep) this.arrived(this.#next);
    return wire;
  }
  /** The number under which to ask what has arrived, if it is time for that. */
  question() {
    const due = this.end - this.#asked >= ASK_MESSAGES || this.#charsSince >= ASK_CHARS;
    if (!this.#keep || !due) return void 0;
    this.#asked = this.end + 1;
    this.#charsSince = 0;
    return this.#asked;
  }
  /** Learn that the server has so many; they are forgotten. */
  arrived(count) {
    const known = Math.min(count, this.#next);
    if (known > this.#first) this.#held.splice(0, known - this.#first);
    this.#first = Math.max(this.#first, known);
  }
  /**
   * Write anew from behind the first `received`. Returns how many that are.
   *
   * @throws ProtocolError for a number that cannot be.
   */
  rewind(received) {
    if (received < this.#first || received > this.#next) {
      throw new ProtocolError(
        `The server says that it has ${received} messages, which cannot be: ${this.#next} were sent, and it had ${this.#first} before.`
      );
    }
    const again2 = this.#next - received;
    this.#next = received;
    this.arrived(received);
    return again2;
  }
  /** Hold nothing any longer that was written. */
  release() {
    this.#keep = false;
    this.arrived(this.#next);
  }
};

// src/writer.ts
var FULL_BYTES = 64 * 1024;
var LOOK_AGAIN_MS = 5;
var ARRIVED = "arrived ";
var Writer = class {
  #journal;
  #line;
  #timer;
  #waiters = [];
  /** @param keep Whether messages may ever have to be written again. */
  constructor(keep) {
    this.#journal = new Journal(keep);
  }
  /** Write over this line from now on; without one, what comes waits in the journal. */
  use(line2) {
    this.#line = line2;
    this.#pump();
  }
  /** Write a message. Returns when the socket has it, or at once while there is none. */
  async write(wire) {
    this.#journal.add(wire);
    const number2 = this.#journal.question();
    if (number2 !== void 0) this.#journal.add(question(number2));
    this.#pump();
    if (this.#timer !== void 0) {
      await new Promise((resolve) => void this.#waiters.push(resolve));
    }
  }
  /** Have the server say something: what it has. */
  ask() {
    this.#journal.add(question(this.#journal.end + 1));
    this.#pump();
  }
  /** Whether the `t` of a pong is such an answer, which is noted. */
  isAnswer(t) {
    if (typeof t !== "string" || !t.startsWith(ARRIVED)) return false;
    this.#journal.arrived(Number(t.slice(ARRIVED.length)));
    return true;
  }
  /** Write anew, over the next line, what the server has not. Returns how many messages that are. */
  rewind(received) {
    return this.#journal.rewind(received);
  }
  /** Nothing that was written will have to be written again. */
  release() {
    this.#journal.release();
  }
  #pump() {
    clearTimeout(this.#timer);
    this.#timer = void 0;
    const line2 = this.#line;
    while (line2 && this.#journal.waiting && line2.bufferedBytes < FULL_BYTES) {
      const wire = this.#journal.take();
      if (wire !== void 0) line2.send(wire);
    }
    if (line2 && this.#journal.waiting) {
      this.#timer = setTimeout(() => this.#pump(), LOOK_AGAIN_MS);
      return;
    }
    for (const resolve of this.#waiters.splice(0)) resolve();
  }
};
function question(number2) {
  return encodeClientMessage({ type: "ping", t: `${ARRIVED}${number2}` });
}

// src/link.ts
var LOST4 = 1006;
var BAD_SERVER = 4400;
var CLOSE_MS = 2e3;
var Link = class {
  ready;
  #ready = new Pending();
  #rules;
  #writer;
  #watch;
  #router = new Router();
  #ended = new Pending();
  #line;
  /** Resolved when a line that was lost is replaced, or the session is. */
  #gap;
  #closing = false;
  #token;
  #received = 0;
  #number = 0;
  #fatal;
  #lost;
  constructor(line2, rules) {
    this.#rules = rules;
    this.#line = line2;
    this.#writer = new Writer(rules.wayBack !== void 0);
    this.#watch = new Watch(rules.silenceMs, {
      awaited: () => !this.#gap && this.#token !== void 0 && this.#router.awaits,
      ask: () => this.#writer.ask(),
      silent: () => {
        this.#line.drop();
        void this.#lineClosed(LOST4, "the line was silent");
      }
    });
    this.ready = this.#ready.promise;
    this.#use(line2);
  }
  /** Why the session is gone; undefined while it stands. */
  get lost() {
    return this.#lost;
  }
  /** Settles once there is a line, or the session is lost. */
  get settled() {
    return this.#gap?.promise;
  }
  /** A request id that this session has not used. */
  nextId() {
    this.#number += 1;
    return `e${this.#number}`;
  }
  /**
   * Put a message on the wire; returns when the socket has it. While the line is being replaced
   * it waits for the next one.
   *
   * @throws RttsError if the session is gone.
   */
  async send(message) {
    if (this.#lost) throw this.#lost;
    await this.#writer.write(encodeClientMessage(message));
    if (this.#lost) throw this.#lost;
  }
  /** Send a message that bears the id and wait for its answer, which may be an error. */
  ask(id, message) {
    const answer = this.#router.answerTo(id, () => this.send(message));
    this.#watch.start();
    return answer;
  }
  /** Ask for other options. The answer may be an error. */
  update(session) {
    const id = this.nextId();
    return this.ask(id, { type: "session.update", session, id });
  }
  /** Returns when the server has answered a `ping`. */
  async ping() {
    const id = this.nextId();
    await this.ask(id, { type: "ping", t: id });
  }
  /**
   * Give a context what arrives under its name.
   *
   * @throws TypeError if an open context has the name.
   */
  attach(receiver) {
    this.#router.attach(receiver);
    this.#watch.start();
  }
  /** Forget a context: what still arrives for it is dropped. */
  detach(receiver) {
    this.#router.detach(receiver);
  }
  /** Drop a session that nobody has got yet, for that reason. */
  abandon(error) {
    this.#closing = true;
    this.#line.abandon();
    this.#end(error);
  }
  /** Close the session; contexts that are still open fail with SessionClosed. */
  async close() {
    if (this.#lost) return;
    this.#closing = true;
    if (this.#gap) {
      this.#end(this.#closedError(1e3, ""));
      return;
    }
    this.#line.close(1e3, "");
    const timer = setTimeout(() => {
      this.#line.abandon();
      this.#end(this.#closedError(LOST4, ""));
    }, CLOSE_MS);
    await this.#ended.promise;
    clearTimeout(timer);
  }
  #use(line2) {
    this.#line = line2;
    line2.take({
      message: (data) => this.#take(data),
      closed: (code, reason) => void this.#lineClosed(code, reason)
    });
    this.#writer.use(line2);
    this.#watch.start();
  }
  #take(data) {
    this.#received += 1;
    this.#watch.heard();
    if (this.#closing) return;
    try {
      this.#route(data);
    } catch (error) {
      if (!(error instanceof RttsError)) throw error;
      this.#closing = true;
      this.#line.close(BAD_SERVER, "a message that cannot be read");
      this.#end(error);
    }
  }
  #route(data) {
    if (typeof data === "string") {
      const message = decodeServerMessage(data);
      if (message) this.#deliver(message);
      return;
    }
    this.#router.deliverFrame(unpackFrame(data));
  }
  #deliver(message) {
    switch (message.type) {
      case "ready":
        this.#noteToken(message.resumeToken);
        this.#ready.resolve(message);
        break;
      case "pong":
        if (!this.#writer.isAnswer(message.t)) this.#router.answer(String(message.t), message);
        break;
      case "session.updated":
        this.#router.answer(message.re, message);
        break;
      case "closing":
        this.#rules.tell(message);
        break;
      case "resumed":
        throw new ProtocolError("The server says `resumed`, which was not asked for.");
      case "audio":
        throw new ProtocolError("The server sent audio as JSON, which was not asked for.");
      default:
        this.#deliverToContext(message);
    }
  }
  #deliverToContext(message) {
    const fatal = message.type === "error" && message.fatal;
    if (fatal) this.#fatal = message;
    const remark = this.#router.deliver(message);
    if (remark && !fatal) this.#rules.tell(remark);
  }
  /** Keep what the session is found by, if the server offers that. */
  #noteToken(token) {
    if (!this.#rules.wayBack) return;
    if (token === void 0) this.#writer.release();
    this.#token = token;
    this.#watch.start();
  }
  async #lineClosed(code, reason) {
    this.#writer.use(void 0);
    const { wayBack: wayBack2 } = this.#rules;
    const kept = code === LOST4 && !this.#closing && !this.#fatal && !this.#lost;
    if (!kept || !wayBack2 || this.#token === void 0) {
      this.#end(this.#closedError(code, reason));
      return;
    }
    const begun = performance.now();
    const old = this.#line;
    this.#gap = new Pending();
    this.#rules.tell({ type: "interrupted", reason: reason || "the connection was lost" });
    try {
      const back = await comeBack(wayBack2(), this.#token, this.#received, () => !this.#closing);
      const resent = this.#goOn(back);
      old.abandon();
      this.#rules.tell({ type: "resumed", gapMs: performance.now() - begun, resent });
    } catch (error) {
      if (!(error instanceof RttsError)) throw error;
      this.#end(error);
    }
  }
  /** Go on over another line. Returns how many messages are sent again. */
  #goOn(back) {
    try {
      if (this.#closing) throw this.#closedError(1e3, "");
      const resent = this.#writer.rewind(back.received);
      this.#token = back.token;
      this.#closeGap();
      this.#use(back.line);
      return resent;
    } catch (error) {
      back.line.abandon();
      throw error;
    }
  }
  #closeGap() {
    this.#gap?.resolve();
    this.#gap = void 0;
  }
  #closedError(code, reason) {
    const [fatal, wasReady, wanted] = [this.#fatal, this.#ready.settled, this.#closing];
    return errorOf({ code, reason, fatal, wasReady, wanted });
  }
  /** Tell everybody who waits. */
  #end(error) {
    if (this.#lost) return;
    this.#lost = error;
    this.#closeGap();
    this.#watch.stop();
    this.#writer.use(void 0);
    this.#ready.reject(error);
    this.#router.fail(error);
    this.#ended.resolve();
    this.#rules.tell({ type: "closed", error });
  }
};

// src/dial.ts
var SUBPROTOCOL = "rtts.v1";
var FIRST_DELAY_MS2 = 100;
var LAST_DELAY_MS2 = 2e3;
var WORTH_RETRYING = /* @__PURE__ */ new Set([429, 502, 503, 504, 1013, 4429]);
async function dial(target, patch, tell, signal) {
  const deadline = performance.now() + target.connectTimeoutMs;
  for (let attempt2 = 0; ; attempt2 += 1) {
    if (signal?.aborted) throw signal.reason;
    try {
      return await dialOnce(target, patch, tell, deadline, signal);
    } catch (error) {
      const left = deadline - performance.now();
      const delay = target.retry ? retryDelayMs(error, attempt2, left) : void 0;
      if (delay === void 0) throw error;
      await pause(delay, signal);
    }
  }
}
function retryDelayMs(error, attempt2, leftMs, random = Math.random) {
  let delay = Math.min(FIRST_DELAY_MS2 * 2 ** attempt2, LAST_DELAY_MS2) * (1 - random() / 4);
  if (error instanceof ConnectionRefused) {
    if (!WORTH_RETRYING.has(error.status)) return void 0;
    delay = Math.max(delay, error.retryAfterMs);
  } else if (error instanceof SessionClosed ? !error.transient : !isUnreachable(error)) {
    return void 0;
  }
  return delay < leftMs ? delay : void 0;
}
async function pause(ms, signal) {
  let timer;
  const over = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await unlessAborted(signal, over, () => clearTimeout(timer));
}
function isUnreachable(error) {
  return error instanceof ServerUnreachable;
}
async function dialOnce(target, patch, tell, deadline, signal) {
  const protocols = await protocolsOf(target, deadline - performance.now(), signal);
  const query = target.resume ? { resume: "true" } : {};
  let stands = false;
  const line2 = await open(target, protocols, query, deadline - performance.now(), signal);
  const link = new Link(line2, {
    wayBack: target.resume ? () => wayBack(target) : void 0,
    silenceMs: target.silenceMs,
    tell: (event) => stands && tell(event)
  });
  const tooLate = new ServerUnreachable(
    shownUrl(target.url.href),
    `no \`ready\` within ${target.connectTimeoutMs} ms`
  );
  const timer = setTimeout(() => link.abandon(tooLate), timerMs(deadline - performance.now()));
  try {
    const standing = await unlessAborted(signal, greet(link, patch));
    stands = true;
    return standing;
  } catch (error) {
    link.abandon(new SessionClosed(1e3, "closed by this program"));
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
function open(target, protocols, query, timeoutMs, signal) {
  const url = new URL(target.url.href);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return Line.open({ url: url.href, protocols, Socket: target.Socket }, timeoutMs, signal);
}
function wayBack(target) {
  let protocols;
  return async (token, received, timeoutMs) => {
    const deadline = performance.now() + timeoutMs;
    protocols ??= await protocolsOf(target, timeoutMs).catch((error) => {
      if (error instanceof RttsError) throw error;
      throw new ServerUnreachable(shownUrl(target.url.href), `no token was to be had (${error})`);
    });
    const query = { resume: token, received: String(received) };
    return open(target, protocols, query, deadline - performance.now());
  };
}
async function greet(link, patch) {
  const updating = Object.keys(patch).length > 0 ? link.update(patch) : void 0;
  updating?.catch(() => {
  });
  const ready2 = await link.ready;
  const answer = await updating;
  if (answer?.type === "error") throw serverError(answer);
  const options2 = answer?.type === "session.updated" ? answer.session : ready2.session;
  const audio = options2["audio"];
  if (isRecord(audio) && audio["framing"] === "raw") {
    throw new ProtocolError("The server insists on raw framing, in which contexts are all one.");
  }
  return { link, ready: ready2, options: options2 };
}
var BEARABLE = /^[\w.~+/=-]+$/;
async function protocolsOf(target, timeoutMs, signal) {
  const { apiKey, token } = target;
  if (token !== void 0) {
    const written = typeof token === "string" ? token : await inTime(token, target, timeoutMs, signal);
    return [SUBPROTOCOL, `bearer.${bearable(written)}`];
  }
  return apiKey === void 0 ? [SUBPROTOCOL] : [SUBPROTOCOL, `bearer.${base64Url(apiKey)}`];
}
function bearable(token) {
  const written = typeof token === "string" ? token.trim() : "";
  if (BEARABLE.test(written)) return written;
  const what = typeof token === "string" ? "a text with other characters in it" : `${token}`;
  throw new TypeError(`The option token has to give the text of a token alone, not ${what}.`);
}
async function inTime(token, { url }, timeoutMs, signal) {
  let timer;
  const late = new Promise((_, reject) => {
    const why = `the option token gave none within ${Math.round(timeoutMs)} ms`;
    const fail2 = () => reject(new ServerUnreachable(shownUrl(url.href), why));
    timer = setTimeout(fail2, timerMs(timeoutMs));
  });
  try {
    const given = Promise.resolve().then(token);
    return await unlessAborted(signal, Promise.race([given, late]));
  } finally {
    clearTimeout(timer);
  }
}
function base64Url(text3) {
  const bytes = Array.from(new TextEncoder().encode(text3), (byte) => String.fromCharCode(byte));
  return btoa(bytes.join("")).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
function streamUrl(address2) {
  const url = parsed(address2);
  url.protocol = url.protocol.replace("http", "ws");
  if (!/^wss?:$/.test(url.protocol)) {
    throw noUrl(address2);
  }
  if (url.searchParams.get("framing") === "raw") {
    throw new TypeError("The url asks for framing=raw, in which contexts cannot be told apart.");
  }
  if (url.pathname === "/") url.pathname = "/v1/stream";
  url.hash = "";
  return url;
}
function parsed(address2) {
  try {
    return new URL(address2);
  } catch {
    throw noUrl(address2);
  }
}
function noUrl(address2) {
  const shown = shownUrl(String(address2));
  return new TypeError(`The url ${shown} has to begin with ws:// or wss:// and to name a host.`);
}

// src/emitter.ts
var Emitter = class {
  #listeners = /* @__PURE__ */ new Map();
  /** Tell the listener of each event of the type. Returns what undoes this. */
  on(type, listener) {
    const listeners = this.#listeners.get(type) ?? /* @__PURE__ */ new Set();
    this.#listeners.set(type, listeners.add(listener));
    return () => void listeners.delete(listener);
  }
  /** Tell of an event. What a listener throws is thrown where nobody's work is in the way. */
  emit(event) {
    for (const listener of [...this.#listeners.get(event.type) ?? []]) {
      try {
        listener(event);
      } catch (error) {
        setTimeout(() => {
          throw error;
        }, 0);
      }
    }
  }
};

// src/options.ts
var PLAIN = /* @__PURE__ */ new Set([
  "voice",
  "language",
  "instructions",
  "speed",
  "seed",
  "temperature",
  "topP",
  "split",
  "timestamps",
  "normalize",
  "lexicon",
  "pacing",
  "maxAheadMs",
  "onNewContext"
]);
var OF_AUDIO = /* @__PURE__ */ new Set(["codec", "rate", "frameMs", "bitrate", "fec", "dtx", "bundle"]);
function sessionPatch(options2) {
  const patch = {};
  const audio = {};
  for (const [name, value] of Object.entries(options2)) {
    if (value === void 0) continue;
    if (PLAIN.has(name)) patch[snakeCase(name)] = wireValue(value);
    else if (OF_AUDIO.has(name)) audio[snakeCase(name)] = value;
    else throw new TypeError(`There is no option ${name}.${hint(name)}`);
  }
  return Object.keys(audio).length > 0 ? { ...patch, audio } : patch;
}
function laidOver(under, patch) {
  const merged = { ...under };
  for (const [name, value] of Object.entries(patch)) {
    const old = merged[name];
    merged[name] = isRecord(old) && isRecord(value) ? laidOverPart(old, value) : value;
  }
  return merged;
}
function laidOverPart(old, value) {
  const kept = { ...old };
  if ("codec" in value) delete kept["rate"];
  return { ...kept, ...value };
}
function wireValue(value) {
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [snakeCase(name), part]));
}
function hint(name) {
  if (name === "framing") return " Contexts share the socket, so their frames are always framed.";
  if (name.includes("_")) return " Options are written in camelCase, such as maxAheadMs.";
  return "";
}

// src/events.ts
function audioEvent(frame, format2) {
  return {
    ...frame,
    type: "audio",
    startMs: frame.pts * 1e3 / format2.clock,
    durationMs: frame.samples * 1e3 / format2.clock
  };
}
function inUtf16(message, text3) {
  switch (message.type) {
    case "segment":
      return {
        ...message,
        start: text3.toUtf16(message.start),
        ...message.end === void 0 ? {} : { end: text3.toUtf16(message.end) }
      };
    case "segment.done":
      return { ...message, start: text3.toUtf16(message.start), end: text3.toUtf16(message.end) };
    case "timestamps":
      return {
        ...message,
        items: message.items.map(([word, startMs, endMs, start, end]) => {
          return [word, startMs, endMs, text3.toUtf16(start), text3.toUtf16(end)];
        })
      };
    case "context.cancelled":
      return { ...message, spokenChars: message.textSpoken.length };
    default:
      return message;
  }
}

// src/text.ts
var HIGH_SURROGATE_AT_END = /[\uD800-\uDBFF]$/;
var LONE_SURROGATE2 = /\p{Surrogate}/gu;
var BEYOND_BMP = /[\u{10000}-\u{10FFFF}]/gu;
var SentText = class {
  #text = "";
  /** Where the characters of two units are, in code points. */
  #wide = [];
  toString() {
    return this.#text;
  }
  /** Its length in code points, as the server counts it. */
  get codePoints() {
    return this.#text.length - this.#wide.length;
  }
  /** Add a piece, which begins and ends between characters. */
  append(piece) {
    const before2 = this.#text.length;
    for (const { index } of piece.matchAll(BEYOND_BMP)) {
      this.#wide.push(before2 + index - this.#wide.length);
    }
    this.#text += piece;
  }
  /** The offset in UTF-16 units, for one in code points. */
  toUtf16(codePoints) {
    return codePoints + countBelow(this.#wide, (wide) => wide < codePoints);
  }
  /** The offset in code points, for one in UTF-16 units; inside a pair it is that of the pair. */
  toCodePoints(units) {
    return units - countBelow(this.#wide, (wide, index) => wide + index < units);
  }
  /** The text from an offset in code points on. */
  from(codePoints) {
    return this.#text.slice(this.toUtf16(codePoints));
  }
};
function countBelow(sorted, isBelow) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = low + high >> 1;
    if (isBelow(sorted[middle] ?? 0, middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
var WholeCharacters = class {
  #held = "";
  /** The piece with what was held before it, without half a pair at its end. */
  push(piece) {
    const text3 = this.#held + piece;
    this.#held = HIGH_SURROGATE_AT_END.exec(text3)?.[0] ?? "";
    return wellFormed(text3.slice(0, text3.length - this.#held.length));
  }
  /** What is left when nothing follows: half a pair is no character, and is replaced by one. */
  end() {
    const rest = wellFormed(this.#held);
    this.#held = "";
    return rest;
  }
};
function wellFormed(text3) {
  return text3.replace(LONE_SURROGATE2, "�");
}
function piecesOf(text3, limit) {
  const pieces = [];
  let rest = text3;
  while (rest.length > limit) {
    let cut = rest.lastIndexOf(" ", limit - 1) + 1 || limit;
    if (HIGH_SURROGATE_AT_END.test(rest.slice(0, cut))) cut = cut > 1 ? cut - 1 : cut + 1;
    pieces.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  return rest ? [...pieces, rest] : pieces;
}

// src/outbox.ts
var PLAYED_GAP_MS = 50;
var ROOM = "rtts.room";
var Outbox = class {
  text = new SentText();
  #name;
  #rules;
  #goesOn;
  #characters = new WholeCharacters();
  /** Marks of its own that wait for their answer, by id: how much was sent before them. */
  #marks = /* @__PURE__ */ new Map();
  #marked = 0;
  #openingId;
  #spoken = 0;
  #waiters = [];
  #heardMs = 0;
  #toldMs = 0;
  #timer;
  #closed = false;
  /** @param goesOn Whether anything more is to be sent. */
  constructor(name, rules, goesOn2) {
    this.#goesOn = goesOn2;
    this.#name = name;
    this.#rules = rules;
  }
  /** Id of the first text; undefined until that was sent. */
  get openingId() {
    return this.#openingId;
  }
  /** The text whose audio has not wholly arrived. */
  get unspoken() {
    return this.text.from(this.#spoken);
  }
  /** Milliseconds that the listener is known to have heard; undefined if nobody ever said. */
  get heardMs() {
    return this.#heardMs || void 0;
  }
  /** Open the context where no text has. */
  async open() {
    if (this.#openingId === void 0) await this.#writePiece("");
  }
  /** Send text, in pieces that a message may have, as the server has room for them. */
  async write(text3) {
    await this.#write(this.#characters.push(text3));
  }
  /** Send what comes behind text; it needs a context, which text opens, be it none. */
  async say(message) {
    await this.open();
    if (this.#goesOn()) await this.#rules.link.send(message);
  }
  /** Say that no more text comes. */
  async end() {
    await this.#write(this.#characters.end());
    await this.say({ type: "end", context: this.#name });
  }
  /** Learn how much of the text was spoken, in code points. */
  noteSpoken(codePoints) {
    this.#spoken = Math.max(codePoints, this.#spoken);
    this.#wake();
  }
  /**
   * Take the answer to a mark of its own; false for what is meant for others. An error is: who
   * waits for room would never hear of it again.
   */
  takes(message) {
    if (message.type !== "mark" && message.type !== "warning") return false;
    const sent = this.#marks.get(message.re);
    if (sent === void 0) return false;
    this.#marks.delete(message.re);
    if (message.type === "mark") this.noteSpoken(sent);
    return true;
  }
  /** Learn that nothing more will be spoken. */
  close() {
    this.#closed = true;
    this.#wake();
  }
  /** Tell how much was heard, now or, if that was told just before, soon. */
  played(ms) {
    if (!Number.isFinite(ms)) return;
    this.#heardMs = Math.max(ms, this.#heardMs);
    if (this.#timer === void 0) this.#tell();
  }
  /** Tell nothing more of it. */
  hush() {
    clearTimeout(this.#timer);
    this.#timer = void 0;
  }
  async #write(text3) {
    const { maxTextChars, maxBufferChars } = this.#rules.limits;
    const limit = Math.min(maxTextChars, Math.ceil(maxBufferChars / 4));
    for (const piece of piecesOf(text3, limit)) {
      await this.#roomFor(piece.length);
      if (!this.#goesOn()) return;
      await this.#writePiece(piece);
      await this.#markRoom();
    }
  }
  async #writePiece(piece) {
    const { link, patch } = this.#rules;
    const message = { type: "text", text: piece, context: this.#name };
    this.text.append(piece);
    if (this.#openingId !== void 0) return link.send(message);
    const id = link.nextId();
    this.#openingId = id;
    const own = Object.keys(patch).length > 0 ? { session: patch } : {};
    return link.send({ ...message, ...own, id });
  }
  /** Wait until the server can buffer that many characters more, or nothing follows. */
  async #roomFor(chars) {
    const { limits: limits2, speaksUnasked } = this.#rules;
    const limit = Math.max(limits2.maxBufferChars, chars);
    while (speaksUnasked && !this.#closed && this.text.codePoints - this.#spoken + chars > limit) {
      await new Promise((resolve) => void this.#waiters.push(resolve));
    }
  }
  /**
   * Mark the text so far, once for each half of what the server buffers: of text with no word in
   * it nothing else is said. The other half is still to come then, and with it the end of the
   * sentence that a mark may have to wait for.
   */
  async #markRoom() {
    const { link, limits: limits2, speaksUnasked } = this.#rules;
    const sent = this.text.codePoints;
    if (!speaksUnasked || sent - this.#marked < limits2.maxBufferChars / 2) return;
    const id = link.nextId();
    this.#marks.set(id, sent);
    this.#marked = sent;
    await this.say({ type: "mark", name: ROOM, context: this.#name, id });
  }
  #tell() {
    this.#timer = void 0;
    const { link } = this.#rules;
    if (this.#toldMs >= this.#heardMs || link.lost) return;
    this.#toldMs = this.#heardMs;
    link.send({ type: "played", playedMs: this.#toldMs, context: this.#name }).catch(ignoreLoss);
    this.#timer = setTimeout(() => this.#tell(), PLAYED_GAP_MS);
  }
  #wake() {
    for (const resolve of this.#waiters.splice(0)) resolve();
  }
};
function ignoreLoss(error) {
  if (!(error instanceof RttsError)) throw error;
}

// src/inbox.ts
var Inbox = class {
  #items = [];
  #end;
  #taker;
  /** Add an item. Dropped once the inbox is closed. */
  put(item) {
    if (this.#end) return;
    const taker = this.#taker;
    if (!taker) {
      this.#items.push(item);
      return;
    }
    this.#taker = void 0;
    taker.resolve({ done: false, value: item });
  }
  /** Let the reader have what is left, then the error, or else the end. */
  close(error) {
    if (this.#end) return;
    this.#end = error ? { error } : {};
    const taker = this.#taker;
    this.#taker = void 0;
    if (taker) this.#finish(taker);
  }
  /** Drop what was not taken. */
  clear() {
    this.#items = [];
  }
  /** The next item, or the end. An error is given once; behind it is the end. */
  take() {
    const [item] = this.#items.splice(0, 1);
    if (item !== void 0) return Promise.resolve({ done: false, value: item });
    if (this.#taker) {
      return Promise.reject(new TypeError("Two loops read the same context; only one can."));
    }
    return new Promise((resolve, reject) => {
      if (this.#end) this.#finish({ resolve, reject });
      else this.#taker = { resolve, reject };
    });
  }
  #finish(taker) {
    const error = this.#end?.error;
    this.#end = {};
    if (error) taker.reject(error);
    else taker.resolve({ done: true, value: void 0 });
  }
};

// src/reading.ts
var Reading = class {
  #inbox = new Inbox();
  #emitter = new Emitter();
  #silenced = false;
  on(type, listener) {
    return this.#emitter.on(type, listener);
  }
  /** Give an event, unless nobody wants any more. */
  give(event) {
    if (this.#silenced) return;
    this.#emitter.emit(event);
    if (!this.#silenced) this.#inbox.put(event);
  }
  /** Give the last event, which is wanted in any case. */
  giveLast(event) {
    this.#emitter.emit(event);
    this.#inbox.put(event);
  }
  /** Drop what was not taken, and what comes. */
  silence() {
    this.#silenced = true;
    this.#inbox.clear();
  }
  /** Let the loop end behind what is left, by the error if there is one. */
  close(error) {
    this.#inbox.close(error);
  }
  /**
   * A loop over the events of a kind.
   *
   * @param leave Called where the loop is left before the end.
   */
  loop(isWanted, leave2) {
    let over = false;
    return {
      next: async () => {
        for (; ; ) {
          const { done, value } = await this.#inbox.take();
          over = done === true;
          if (done) return { done, value };
          if (isWanted(value)) return { done: false, value };
        }
      },
      return: async () => {
        if (!over) leave2();
        return { done: true, value: void 0 };
      }
    };
  }
};
function isAny(_event) {
  return true;
}
function isAudio(event) {
  return event.type === "audio";
}

// src/report.ts
var UNWANTED = /* @__PURE__ */ new Set(["client", "preempted"]);
function isUnwanted(report) {
  return UNWANTED.has(report.reason);
}
function stopOf(report) {
  if (isUnwanted(report)) return void 0;
  const { reason, textRemaining } = report;
  return new SpeechStopped(reason, "The server stopped the speech.", { textRemaining });
}
function heardOut(context2, textSpoken, playedMs) {
  return {
    type: "context.cancelled",
    context: context2,
    reason: "client",
    playedMs,
    sentMs: playedMs,
    textSpoken,
    textRemaining: "",
    spokenChars: textSpoken.length,
    precision: "segment"
  };
}

// src/source.ts
var GAP_MS = 5;
var ENOUGH = 4e3;
var GAP_IS_OVER = /* @__PURE__ */ Symbol("gap");
var NOBODY_LISTENS = /* @__PURE__ */ Symbol("stopped");
async function* textPieces(source, stopped) {
  if (typeof source === "string") {
    if (source) yield source;
    return;
  }
  const stop2 = stopped.then(
    () => NOBODY_LISTENS,
    () => NOBODY_LISTENS
  );
  const pieces = iteratorOf(source);
  let next = nextOf(pieces);
  let gap = Promise.resolve(GAP_IS_OVER);
  let text3 = "";
  try {
    for (; ; ) {
      const turn2 = await Promise.race(text3 ? [next, gap, stop2] : [next, stop2]).catch(asThrown);
      if (turn2 === NOBODY_LISTENS) return;
      if (turn2 instanceof Thrown) {
        if (text3) yield text3;
        throw turn2.error;
      }
      const result = typeof turn2 === "symbol" ? void 0 : turn2;
      if (result && !result.done) {
        text3 += result.value;
        next = nextOf(pieces);
        if (text3.length < ENOUGH) continue;
      }
      if (text3) yield text3;
      if (result?.done) return;
      text3 = "";
      gap = pause2();
    }
  } finally {
    next.catch(() => {
    });
    void Promise.resolve(pieces.return?.()).catch(() => {
    });
  }
}
var Thrown = class {
  error;
  constructor(error) {
    this.error = error;
  }
};
function asThrown(error) {
  return new Thrown(error);
}
function iteratorOf(source) {
  if (!isObject(source) || !SOURCES.some((name) => name in source)) {
    throw new TypeError(`A text is a string, or what gives strings, not ${nameOf(source)}.`);
  }
  if (Symbol.asyncIterator in source) return source[Symbol.asyncIterator]();
  if (Symbol.iterator in source) return source[Symbol.iterator]();
  const reader = source.getReader();
  return {
    async next() {
      const { done, value } = await reader.read();
      return done ? { done, value: void 0 } : { done, value: value ?? "" };
    },
    async return() {
      await reader.cancel();
      return { done: true, value: void 0 };
    }
  };
}
var SOURCES = [Symbol.asyncIterator, Symbol.iterator, "getReader"];
async function nextOf(pieces) {
  const result = await pieces.next();
  return result.done ? result : { done: false, value: pieceText(result.value) };
}
function pieceText(piece) {
  if (typeof piece === "string") return piece;
  if (piece === void 0 || piece === null) return "";
  const hint2 = ArrayBuffer.isView(piece) ? " Bytes become text by a TextDecoderStream." : "";
  throw new TypeError(`A piece of text is a string, not ${nameOf(piece)}.${hint2}`);
}
function isObject(value) {
  return Object(value) === value;
}
function nameOf(value) {
  return isObject(value) ? value.constructor?.name ?? "object" : String(value === null ? value : typeof value);
}
function pause2() {
  return new Promise((resolve) => setTimeout(() => resolve(GAP_IS_OVER), GAP_MS));
}

// src/context.ts
var LOST_SEGMENT = /* @__PURE__ */ new Set(["synthesis_failed", "timeout"]);
var Context = class {
  name;
  /**
   * How it ended: all audio has come (which says nothing of its being heard), or the report of
   * the cancel. Rejected with what the loop throws.
   */
  done;
  #opened;
  #done = new Pending();
  #reading = new Reading();
  #lostSegments = [];
  #rules;
  #outbox;
  #turn = Promise.resolve();
  #format;
  #account;
  #report;
  #failure;
  #ended = false;
  #cancelling;
  /** Made by `Session`. @internal */
  constructor(name, rules) {
    this.name = name;
    this.done = this.#done.promise;
    this.#opened = rules.then((known) => this.#open(known));
    this.#opened.catch((error) => this.fail(error));
  }
  get state() {
    if (this.#cancelling || this.#report) return "cancelled";
    if (this.#failure) return "failed";
    if (this.#account) return "done";
    return this.#ended ? "ended" : "open";
  }
  /** What the audio is; known before the first of it comes, with `context.started`. */
  get format() {
    return this.#format;
  }
  /** The text that was sent, to which all offsets refer. */
  get text() {
    return this.#outbox?.text.toString() ?? "";
  }
  /** Everything that happens, in order. One loop reads a context: this or that of the audio. */
  get events() {
    return { [Symbol.asyncIterator]: () => this.#reading.loop(isAny, () => this.#leave()) };
  }
  /** The audio, packet by packet. */
  [Symbol.asyncIterator]() {
    return this.#reading.loop(isAudio, () => this.#leave());
  }
  /**
   * Call the listener with each event of a type, on its arrival. Events that are listened to are
   * given to the loop all the same. Returns what undoes this.
   */
  on(type, listener) {
    return this.#reading.on(type, listener);
  }
  /**
   * Take its place before there is any text: contexts are spoken in the order they were opened in.
   *
   * @throws TypeError behind `end`; what the context failed with.
   */
  open() {
    return this.#inTurn("opening", (outbox) => outbox.open());
  }
  /**
   * Append text, as it is: spaces between words are yours. Half a surrogate pair at its end waits
   * for its other half. Returns when the text is on its way, which it may not be as long as the
   * server holds as much unspoken text as it takes. Text for a context that was cancelled is
   * dropped.
   *
   * @throws TypeError behind `end`, and for what is no text; what the context failed with.
   */
  send(text3) {
    return this.#inTurn("text", (outbox) => outbox.write(pieceText(text3)));
  }
  /** Have what was sent spoken now. A `flushed` event follows its last audio. */
  flush() {
    return this.#inTurn("a flush", (outbox) => outbox.say({ type: "flush", context: this.name }));
  }
  /** Ask for a `mark` event behind the audio of the text sent so far. */
  mark(name) {
    const message = { type: "mark", name, context: this.name };
    return this.#inTurn("a mark", (outbox) => outbox.say(message));
  }
  /** Say that no more text comes. */
  end() {
    const turn2 = this.#inTurn("another end", (outbox) => outbox.end());
    this.#ended = true;
    return turn2;
  }
  /**
   * Say how many milliseconds of the context the listener has heard.
   *
   * Makes reports of cancels exact, and lets the server run ahead of what was heard instead of
   * ahead of the clock. May be called for every packet: no more is sent than the server can use.
   */
  played(ms) {
    if (this.state !== "cancelled" && this.state !== "failed") this.#outbox?.played(ms);
  }
  /**
   * Stop at once; no audio is given after the call. Returns what was heard.
   *
   * Stop your own player first. A second call returns the same report.
   *
   * @param heard.playedMs Milliseconds that the listener has heard; left out, the server goes by
   *   the last `played`, or else by the clock.
   * @throws SessionClosed if the session is gone; ServerError if the server refuses, as after too
   *   many messages: the context then failed by that, and may be cancelled again.
   */
  cancel(heard = {}) {
    this.#cancelling ??= this.#report ? Promise.resolve(this.#report) : this.#askToCancel(heard.playedMs);
    this.#cancelling.catch(() => {
    });
    return this.#cancelling;
  }
  // Called by the link and by `feed`.
  /** Id of the first text; undefined until that was sent. @internal */
  get openingId() {
    return this.#outbox?.openingId;
  }
  /** Take a message about this context. @internal */
  receive(message) {
    if (this.#outbox?.takes(message)) return;
    if (message.type === "context.cancelled") this.#finish(message);
    else if (message.type === "context.done") this.#noteDone(message);
    else if (message.type === "error") this.#noteError(message);
    else if (message.type === "warning" && this.#isBarred(message)) this.#noteBarred(message);
    else if (!this.#cancelling) this.#note(message);
  }
  /** Take a piece of this context's audio. @internal */
  receiveFrame(frame) {
    const format2 = this.#format;
    if (!format2) return;
    for (const one of unbundle(frame, format2.codec !== "opus"))
      this.#reading.give(audioEvent(one, format2));
  }
  /** End the context with an error, behind what has already arrived. @internal */
  fail(error) {
    const unspoken = this.#outbox?.unspoken ?? "";
    this.#failure = error instanceof SessionClosed ? new SessionClosed(error.code, error.reason, unspoken) : error;
    this.#close(this.#failure);
  }
  /** End the context because its text cannot be had; the server is told. @internal */
  abandon(error) {
    if (this.state === "cancelled") return;
    this.fail(error);
    this.cancel().catch(() => {
    });
  }
  // The rest is nobody's business.
  #open(rules) {
    this.#rules = rules;
    this.#outbox = new Outbox(this.name, rules, () => !this.#failure && !this.#cancelling);
    if (!this.#cancelling) rules.link.attach(this);
    return this.#outbox;
  }
  /** Do it behind what was asked for before; nothing once the context was cancelled. */
  #inTurn(what, work) {
    if (this.#ended) {
      const problem = `The context ${this.name} takes no ${what}: it has had its end.`;
      return Promise.reject(new TypeError(problem));
    }
    const turn2 = this.#turn.then(async () => {
      const outbox = await this.#opened;
      if (!this.#failure && this.state !== "cancelled") await work(outbox);
      if (this.#failure) throw this.#failure;
    });
    this.#turn = turn2.catch(() => {
    });
    return turn2;
  }
  #note(message) {
    if (message.type === "context.started") this.#format = message.audio;
    if (message.type === "segment.done") this.#outbox?.noteSpoken(message.end);
    this.#reading.give(this.#outbox ? inUtf16(message, this.#outbox.text) : message);
  }
  #noteError(error) {
    if (error.re !== void 0 && error.re === this.#outbox?.openingId) {
      this.fail(serverError(error));
      return;
    }
    if (this.#cancelling) return;
    this.#reading.give(error);
    if (LOST_SEGMENT.has(error.code)) this.#lostSegments.push(error);
    else this.abandon(serverError(error));
  }
  /** Whether its name is that of a context that was cancelled, which the server keeps closed. */
  #isBarred({ code }) {
    return code === "context_closed" && !this.#format && !this.#cancelling;
  }
  #noteBarred({ code, message }) {
    this.fail(new ServerError(code, message, { textRemaining: this.text }));
  }
  /** The end; it may have come just before a cancel reached the server. */
  #noteDone(message) {
    this.#account = message;
    if (this.#cancelling) return;
    this.#reading.give(message);
    const [first] = this.#lostSegments;
    const lost2 = this.#lostSegments.map((each) => each.textRemaining ?? "").join("");
    this.#close(first && serverError(first, lost2));
  }
  /** The report; the first one counts. */
  #finish(message) {
    if (this.#report) return this.#report;
    const report = { ...message, spokenChars: message.textSpoken.length };
    this.#report = report;
    this.#outbox?.hush();
    if (isUnwanted(report)) this.#reading.silence();
    this.#reading.giveLast(report);
    this.#close(stopOf(report));
    return report;
  }
  #close(error) {
    this.#rules?.link.detach(this);
    this.#outbox?.close();
    this.#reading.close(error);
    const ending = this.#report ?? this.#account;
    if (error) this.#done.reject(error);
    else if (ending) this.#done.resolve(ending);
  }
  async #askToCancel(playedMs) {
    this.#reading.silence();
    this.#outbox?.close();
    const rules = this.#rules;
    const outbox = this.#outbox;
    if (!rules || outbox?.openingId === void 0) return this.#finish(heardOut(this.name, "", 0));
    const id = rules.link.nextId();
    const heardMs = playedMs ?? outbox.heardMs;
    const heard = heardMs === void 0 ? {} : { playedMs: Math.max(0, heardMs) };
    const answer = await rules.link.ask(id, { type: "cancel", context: this.name, ...heard, id });
    if (answer.type === "error") throw this.#stays(serverError(answer));
    if (answer.type === "context.cancelled") return this.#finish(answer);
    return this.#finish(heardOut(this.name, this.text, this.#account?.audioMs ?? 0));
  }
  /** The server will not stop it. Nobody hears it any more, so nobody may wait for its end. */
  #stays(error) {
    this.#cancelling = void 0;
    this.fail(error);
    return error;
  }
  /** Whoever leaves the loop hears no more. */
  #leave() {
    this.cancel().catch(() => {
    });
  }
};

// src/feed.ts
async function feed(context2, source) {
  try {
    if (typeof source === "string") {
      await context2.send(source);
    } else {
      await context2.open();
      for await (const piece of textPieces(source, context2.done)) {
        await context2.send(piece);
        if (context2.state !== "open") return;
      }
    }
    if (context2.state === "open") await context2.end();
  } catch (error) {
    if (error instanceof RttsError) return;
    context2.abandon(error instanceof Error ? error : new Error(String(error)));
  }
}

// src/session.ts
var Session = class {
  #target;
  #emitter;
  #contexts = /* @__PURE__ */ new Set();
  /** Comes when this program closes it. */
  #over = new AbortController();
  #patch;
  #standing;
  #dialling;
  #number = 0;
  /** Made by `connect`. */
  constructor(target, standing, patch, emitter) {
    this.#target = target;
    this.#standing = standing;
    this.#patch = patch;
    this.#emitter = emitter;
  }
  /** What the server said of itself: engine, model, limits, options. */
  get ready() {
    return this.#standing.ready;
  }
  /** The options in force for new contexts, as the wire has them. */
  get options() {
    return this.#standing.options;
  }
  /**
   * Call the listener with each event of a type. Returns what undoes this.
   *
   * `interrupted` and `resumed` tell of a line that was lost and replaced, `reconnected` of a new
   * session, `closing` that the server goes down, `closed` of the end; `warning` and `error` are
   * those that concern no context.
   */
  on(type, listener) {
    return this.#emitter.on(type, listener);
  }
  /**
   * Speak a text: a string, or an iterator or stream of pieces that may still be growing.
   *
   * Speaking begins at once, so the next speech can be made ahead; they are spoken in turn.
   *
   * @param options Hold for this speech alone.
   * @throws TypeError for an option that does not exist.
   */
  speak(source, options2 = {}) {
    const context2 = this.context(options2);
    void feed(context2, source);
    return context2;
  }
  /**
   * A turn of speech, to be driven by hand.
   *
   * @param options Hold for this context alone.
   * @throws TypeError for an option that does not exist.
   */
  context(options2 = {}) {
    const { name, ...own } = options2;
    const patch = sessionPatch(own);
    this.#number += 1;
    const context2 = new Context(name ?? `rtts.${this.#number}`, this.#rulesOf(patch));
    this.#contexts.add(context2);
    const forget = () => this.#contexts.delete(context2);
    context2.done.then(forget, forget);
    return context2;
  }
  /**
   * Change the options for contexts opened from now on; returns those in force.
   *
   * @throws ServerError, naming the option, if the server will not have one of them.
   */
  async update(options2) {
    const patch = sessionPatch(options2);
    const { link } = await this.#stand();
    const answer = await link.update(patch);
    if (answer.type === "error") throw serverError(answer);
    this.#patch = laidOver(this.#patch, patch);
    if (answer.type === "session.updated") {
      this.#standing = { ...this.#standing, options: answer.session };
    }
    return this.options;
  }
  /** Stop everything that is being spoken, and say what was heard of each context. */
  cancel() {
    const reports = Promise.all([...this.#contexts].map((context2) => context2.cancel()));
    reports.catch(() => {
    });
    return reports;
  }
  /** Milliseconds to the server and back. */
  async ping() {
    const { link } = await this.#stand();
    const begun = performance.now();
    await link.ping();
    return performance.now() - begun;
  }
  /** End the session; what is being spoken is dropped, and fails with SessionClosed. */
  async close() {
    this.#over.abort(closedHere());
    await this.#standing.link.close();
  }
  async #rulesOf(patch) {
    const { link, ready: ready2 } = await this.#stand();
    const split = laidOver(this.options, patch)["split"];
    const speaksUnasked = !isRecord(split) || split["mode"] !== "none";
    return { link, patch, limits: ready2.limits, speaksUnasked };
  }
  get #closed() {
    return this.#over.signal.aborted;
  }
  /** The session, or a new one if it was lost. */
  async #stand() {
    if (this.#closed) throw closedHere();
    await this.#standing.link.settled;
    if (this.#closed) throw closedHere();
    if (this.#standing.link.lost) {
      this.#dialling ??= this.#dialAgain();
      await this.#dialling;
    }
    return this.#standing;
  }
  async #dialAgain() {
    try {
      const tell = (event) => this.#emitter.emit(event);
      const standing = await dial(this.#target, this.#patch, tell, this.#over.signal);
      if (this.#closed) {
        void standing.link.close();
        throw closedHere();
      }
      this.#standing = standing;
      this.#emitter.emit({ type: "reconnected", ready: this.ready });
      return this.#standing;
    } finally {
      this.#dialling = void 0;
    }
  }
};
function closedHere() {
  return new SessionClosed(1e3, "closed by this program");
}

// src/client.ts
async function connect(url, options2 = {}) {
  const { apiKey, token, WebSocket, connectTimeoutMs, retry, resume, silenceMs, signal, ...own } = options2;
  const patch = sessionPatch(own);
  const target = {
    url: streamUrl(url),
    apiKey,
    token,
    Socket: WebSocket ?? ownSocketClass(),
    connectTimeoutMs: connectTimeoutMs ?? 1e4,
    retry: retry ?? true,
    resume: resume ?? true,
    silenceMs: silenceMs ?? 5e3
  };
  const emitter = new Emitter();
  const standing = await dial(target, patch, (event) => emitter.emit(event), signal);
  return new Session(target, standing, patch, emitter);
}
function ownSocketClass() {
  const { WebSocket } = globalThis;
  if (WebSocket) return WebSocket;
  throw new TypeError(
    "There is no WebSocket here: give one as the option WebSocket, such as that of the package ws."
  );
}

// src/web/errors.ts
var PlayerError = class extends RttsError {
  name = "PlayerError";
};
function playerError(sentence, cause) {
  const { message } = Object(cause);
  const reason = typeof message === "string" && message ? message : String(cause);
  const error = new PlayerError(`${sentence}: ${reason}`);
  error.cause = cause;
  return error;
}

// src/web/media-source.ts
var KINDS = [
  { codec: "webm_opus", type: 'audio/webm; codecs="opus"' },
  { codec: "mp4_opus", type: 'audio/mp4; codecs="opus"' }
];
var PATIENCE_MS = 1e4;
function mediaKind(codecs) {
  const Source = sourceClass();
  return KINDS.filter(({ codec: codec2 }) => codecs?.includes(codec2) ?? true).find(
    ({ type }) => Source?.isTypeSupported(type)
  );
}
function newMediaSource(element2) {
  const Source = sourceClass();
  if (!Source) throw new PlayerError("This browser has no MediaSource.");
  element2.disableRemotePlayback = true;
  return new Source();
}
function once(target, type, lost2) {
  return new Promise((resolve, reject) => {
    const end = (settle) => {
      clearTimeout(timer);
      target.removeEventListener(type, come);
      lost2.removeEventListener("abort", fail2);
      settle();
    };
    const come = () => end(resolve);
    const fail2 = () => end(() => reject(new PlayerError(`The browser's media source said no ${type}.`)));
    const timer = setTimeout(fail2, PATIENCE_MS);
    target.addEventListener(type, come);
    lost2.addEventListener("abort", fail2);
    if (lost2.aborted) fail2();
  });
}
function sourceClass() {
  const { ManagedMediaSource, MediaSource } = globalThis;
  return MediaSource ?? ManagedMediaSource;
}

// src/web/base-player.ts
var BasePlayer = class {
  emitter = new Emitter();
  /** The turn that plays. */
  turn;
  firstSoundMs;
  underruns = 0;
  #waiting = /* @__PURE__ */ new Set();
  #queue = Promise.resolve();
  #heardMs = 0;
  #cancelling;
  #closing;
  play(context2) {
    if (this.#closing) return Promise.reject(new PlayerError("The player is closed."));
    this.#waiting.add(context2);
    const playback = this.#queue.then(() => this.#play(context2));
    this.#queue = playback.catch(() => {
    });
    return playback;
  }
  cancel() {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    const queued = Promise.allSettled(waiting.map((context2) => context2.cancel({ playedMs: 0 })));
    this.#cancelling ??= this.#cancelTurn().finally(() => {
      this.#cancelling = void 0;
    });
    const report = Promise.all([this.#cancelling, queued]).then(([ofTurn]) => ofTurn);
    report.catch(() => {
    });
    return report;
  }
  played() {
    return this.turn ? this.turn.played() : this.#heardMs;
  }
  on(type, listener) {
    return this.emitter.on(type, listener);
  }
  close() {
    this.#closing ??= this.#close();
    return this.#closing;
  }
  async #close() {
    const turn2 = this.turn;
    const cancelled = this.cancel().catch(() => {
    });
    await turn2?.silence();
    await this.release();
    await cancelled;
  }
  async #play(context2) {
    if (!this.#waiting.delete(context2)) return { playedMs: 0, cancelled: await context2.cancel() };
    let cancelled;
    const undo = context2.on("context.cancelled", (report) => {
      cancelled = report;
    });
    this.#heardMs = 0;
    const turn2 = this.begin(context2, {
      started: (firstSoundMs) => {
        this.firstSoundMs = firstSoundMs;
        this.emitter.emit({ type: "started", context: context2, firstSoundMs });
      },
      underrun: () => {
        this.underruns += 1;
        this.emitter.emit({ type: "underrun", context: context2, playedMs: turn2.played() });
      }
    });
    this.turn = turn2;
    try {
      await turn2.run();
      await this.#cancelling?.catch(() => {
      });
      if (context2.state === "cancelled") cancelled ??= await context2.cancel();
      return { playedMs: turn2.played(), cancelled };
    } catch (error) {
      if (context2.state !== "failed") await this.#giveUp(turn2);
      throw error;
    } finally {
      undo();
      this.#heardMs = turn2.played();
      this.turn = void 0;
      this.emitter.emit({ type: "ended", context: context2, playedMs: this.#heardMs });
    }
  }
  /** What cannot be played need not be spoken. */
  async #giveUp(turn2) {
    const playedMs = Math.round(await turn2.silence());
    await turn2.context.cancel({ playedMs }).catch(() => {
    });
  }
  async #cancelTurn() {
    const turn2 = this.turn;
    if (!turn2) return void 0;
    return turn2.context.cancel({ playedMs: Math.round(await turn2.silence()) });
  }
};

// src/web/media-feed.ts
var TIME_S = 1e6;
var GAP_S = 1;
var KEPT_S = 2;
var REMOVED_AT_S = 10;
var AHEAD_S = 20;
var RETRY_MS = 100;
var MediaFeed = class {
  element;
  #kind;
  #source;
  #buffer;
  /** Aborted when the source is gone, and with it whatever it was asked for. */
  #lost = new AbortController();
  #address = "";
  #work;
  /** Counts islands; work for one that was left is dropped. */
  #island = 0;
  #startS = 0;
  #removedToS = 0;
  #used = false;
  #closed = false;
  #pending = [];
  /** The header, and what was not played for sure: to be given again if the source is lost. */
  #header;
  #kept = [];
  constructor(element2, kind) {
    this.element = element2;
    this.#kind = kind;
    element2.addEventListener("error", this.#onError);
    this.#work = this.#open().catch(() => {
    });
  }
  /** Seconds of the turn that were heard. */
  get playedS() {
    return this.#used ? Math.max(0, this.element.currentTime - this.#startS) : 0;
  }
  /** Seconds that the browser has and has not played. */
  get bufferedS() {
    return Math.max(0, this.#endS - Math.max(this.element.currentTime, this.#startS));
  }
  /** Whether the browser has enough for now. */
  get isFull() {
    return this.bufferedS > AHEAD_S;
  }
  /** Whether the source is gone: the element failed, or the browser took it away. */
  get isLost() {
    return this.element.error !== null || this.#source?.readyState === "closed";
  }
  /** Go to the next island, unless nothing has come to this one. What was there is dropped. */
  begin() {
    if (!this.#used) return this.#inTurn(async () => {
    });
    this.#island += 1;
    this.#used = false;
    this.#pending = [];
    this.#kept = [];
    this.#header = void 0;
    return this.#inTurn(() => this.#move());
  }
  /** Append a piece; the first of a turn is its container's header. Returns when it is in. */
  append(piece) {
    this.#used = true;
    if (this.#header) this.#kept.push(piece);
    else this.#header = piece;
    this.#pending.push(piece);
    return this.#inTurn(() => this.#give(this.#pending.splice(0)));
  }
  /** Say that no more comes, so that the browser plays the last of it without waiting. */
  end() {
    const island = this.#island;
    return this.#inTurn(async () => {
      if (island === this.#island && this.#source?.readyState === "open")
        this.#source.endOfStream();
    });
  }
  /** Remove what was played, when that is worth it. */
  async tidy() {
    const to = this.element.currentTime - KEPT_S;
    if (to - Math.max(this.#removedToS, this.#startS) < REMOVED_AT_S) return;
    await this.#inTurn(() => this.#remove(to));
  }
  /** Make a new source, and give it what was not heard yet of the turn. */
  restart(heardS) {
    return this.#inTurn(async () => {
      await this.#open();
      this.#pending = [];
      if (!this.#header) return;
      await this.#give([this.#header, ...this.#kept.filter(({ endS }) => endS > heardS)]);
      this.element.currentTime = this.#startS + heardS;
    });
  }
  /** Give it all back. */
  close() {
    this.#closed = true;
    this.#island += 1;
    this.#buffer = void 0;
    this.element.removeEventListener("error", this.#onError);
    this.element.pause();
    this.element.removeAttribute("src");
    this.element.load();
    URL.revokeObjectURL(this.#address);
  }
  #onError = () => this.#lost.abort();
  get #endS() {
    const { buffered } = this.element;
    return buffered.length > 0 ? buffered.end(buffered.length - 1) : 0;
  }
  /** One thing after the other: a SourceBuffer does nothing else while it updates. */
  #inTurn(work) {
    const done = this.#work.then(() => this.#closed ? void 0 : work());
    this.#work = done.catch(() => {
    });
    return done;
  }
  async #open() {
    URL.revokeObjectURL(this.#address);
    const lost2 = new AbortController();
    this.#lost = lost2;
    this.#source = void 0;
    const source = newMediaSource(this.element);
    source.addEventListener("sourceclose", () => lost2.abort());
    this.#address = URL.createObjectURL(source);
    this.element.src = this.#address;
    await once(source, "sourceopen", this.#lost.signal);
    this.#source = source;
    this.#buffer = source.addSourceBuffer(this.#kind.type);
    source.duration = TIME_S;
    this.#startS = this.#removedToS = 0;
  }
  async #move() {
    const [source, buffer] = [this.#source, this.#buffer];
    const next = Math.ceil(Math.max(this.#endS, this.element.currentTime)) + GAP_S;
    if (!source || !buffer || this.isLost || next > TIME_S / 2) return this.#open();
    if (source.readyState === "open") buffer.abort();
    buffer.remove(0, Number.POSITIVE_INFINITY);
    await once(buffer, "updateend", this.#lost.signal);
    buffer.timestampOffset = next;
    source.duration = TIME_S;
    this.#startS = this.#removedToS = next;
    this.element.currentTime = next;
  }
  async #give(pieces) {
    const island = this.#island;
    while (pieces.length > 0 && island === this.#island && this.#buffer) {
      try {
        this.#buffer.appendBuffer(joined(pieces));
        await once(this.#buffer, "updateend", this.#lost.signal);
        return;
      } catch (error) {
        if (!(error instanceof DOMException && error.name === "QuotaExceededError")) throw error;
        await this.#makeRoom();
      }
    }
  }
  /** Remove what was played, however little; wait if that is nothing. */
  async #makeRoom() {
    const to = this.element.currentTime - 0.1;
    if (to > Math.max(this.#removedToS, this.#startS)) await this.#remove(to);
    else await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
  async #remove(to) {
    const buffer = this.#buffer;
    if (!buffer || to <= this.#startS || this.#source?.readyState !== "open") return;
    this.#kept = this.#kept.filter(({ endS }) => this.#startS + endS > to);
    this.#removedToS = to;
    buffer.remove(0, to);
    await once(buffer, "updateend", this.#lost.signal);
  }
};
function joined(pieces) {
  const all = new Uint8Array(pieces.reduce((sum, { bytes }) => sum + bytes.byteLength, 0));
  let at = 0;
  for (const { bytes } of pieces) {
    all.set(bytes, at);
    at += bytes.byteLength;
  }
  return all;
}

// src/web/media-turn.ts
var REPORT_EVERY_MS = 250;
var LOOK_EVERY_MS = 5;
var SOUNDS_MS = 1;
var PROGRESS_MS = 500;
var MediaTurn = class {
  context;
  #feed;
  #start;
  #events;
  #undo;
  /** Resolved when the last of it was heard, or it was silenced. */
  #over = new Pending();
  #firstAt;
  #arrivedMs = 0;
  #heardMs = 0;
  #reportedAt = 0;
  #restartedMs = Number.NEGATIVE_INFINITY;
  #recovering;
  #complete = false;
  #started = false;
  #silencing;
  /** `start` lets the element run. */
  constructor(context2, feed2, start, events) {
    this.context = context2;
    this.#feed = feed2;
    this.#start = start;
    this.#events = events;
    const { element: element2 } = feed2;
    const look = setInterval(() => this.#look(), LOOK_EVERY_MS);
    this.#undo = [
      () => clearInterval(look),
      context2.on("audio", (audio) => this.#arrived(audio)),
      context2.on("context.cancelled", ({ reason }) => {
        if (reason === "client" || reason === "preempted") void this.silence();
      }),
      listen(element2, "waiting", () => this.#starved()),
      listen(element2, "ended", () => this.#ended()),
      listen(element2, "error", () => void this.#recover(element2.error))
    ];
  }
  get aheadMs() {
    return Math.max(0, this.#arrivedMs - this.played());
  }
  played() {
    if (!this.#silencing && !this.#over.settled) {
      this.#heardMs = Math.max(this.#heardMs, this.#feed.playedS * 1e3);
    }
    return this.#heardMs;
  }
  async run() {
    try {
      await this.#feed.begin();
      this.#start();
      const failure = await this.#take().then(
        () => void 0,
        (error) => ({ error })
      );
      this.#complete = true;
      if (!this.#silencing) await this.#hearOut();
      if (failure) throw failure.error;
      if (!this.#silencing) this.#heardMs = Math.max(this.#heardMs, this.#arrivedMs);
      this.#report();
    } finally {
      for (const undo of this.#undo) undo();
      if (!this.#silencing) this.#leave();
    }
  }
  /** Wait until the last of it was heard. */
  async #hearOut() {
    if (this.#arrivedMs === 0) return;
    await this.#feed.end().catch((error) => this.#recover(error));
    await this.#over.promise;
  }
  silence() {
    this.#silencing ??= this.#silence();
    return this.#silencing;
  }
  async #silence() {
    if (this.#over.settled) return this.#heardMs;
    this.#feed.element.pause();
    this.#heardMs = Math.max(this.#heardMs, this.#feed.playedS * 1e3);
    this.#over.resolve();
    this.#leave();
    return this.#heardMs;
  }
  /** Wait for the next turn where it will be. */
  #leave() {
    this.#feed.begin().then(this.#start, () => {
    });
  }
  #arrived(audio) {
    if (audio.kind === FrameKind.audio) this.#firstAt ??= performance.now();
    this.#arrivedMs = Math.max(this.#arrivedMs, audio.startMs + audio.durationMs);
  }
  async #take() {
    let last = Promise.resolve();
    const packets = this.context[Symbol.asyncIterator]();
    for (; ; ) {
      const { done, value: audio } = await packets.next();
      if (done) break;
      if (this.#silencing) continue;
      if (this.#over.settled) break;
      this.#arrived(audio);
      if (audio.payload.byteLength === 0) continue;
      const endS = (audio.startMs + audio.durationMs) / 1e3;
      last = this.#feed.append({ bytes: audio.payload, endS });
      last.catch((error) => this.#recover(error));
      await this.#room();
    }
    await last.catch(() => {
    });
  }
  async #room() {
    while (this.#feed.isFull && !this.#silencing) {
      await new Promise((resolve) => setTimeout(resolve, 10 * LOOK_EVERY_MS));
    }
  }
  /** Look how far it is: the element says it only now and then. */
  #look() {
    if (this.#over.settled) return;
    if (this.#feed.isLost) void this.#recover(this.#feed.element.error);
    const played = this.#feed.playedS * 1e3;
    if (!this.#started && played > SOUNDS_MS) {
      this.#started = true;
      const now2 = performance.now();
      this.#events.started(Math.max(0, now2 - played - (this.#firstAt ?? now2)));
    }
    if (performance.now() - this.#reportedAt >= REPORT_EVERY_MS) {
      this.#report();
      this.#feed.tidy().catch(() => {
      });
    }
  }
  #report() {
    this.#reportedAt = performance.now();
    const heard = this.played();
    if (heard > 0) this.context.played(Math.round(heard));
  }
  #starved() {
    if (this.#started && !this.#complete && !this.#silencing) this.#events.underrun();
  }
  #ended() {
    if (this.#complete) this.#over.resolve();
  }
  /** Go on with a new source if the old one is lost; else the turn is. */
  #recover(error) {
    this.#recovering ??= this.#goOn(error).finally(() => {
      this.#recovering = void 0;
    });
    return this.#recovering;
  }
  async #goOn(error) {
    if (this.#over.settled) return;
    const heardMs = this.played();
    if (!this.#feed.isLost || heardMs < this.#restartedMs + PROGRESS_MS) {
      this.#fail(error);
      return;
    }
    this.#restartedMs = heardMs;
    try {
      await this.#feed.restart(heardMs / 1e3);
      this.#start();
      if (this.#complete) await this.#feed.end();
      if (this.#feed.isLost) this.#fail(this.#feed.element.error);
    } catch (again2) {
      this.#fail(again2);
    }
  }
  #fail(error) {
    const known = error instanceof PlayerError;
    this.#over.reject(known ? error : playerError("The browser cannot play it", error));
  }
};
function listen(target, type, listener) {
  target.addEventListener(type, listener);
  return () => target.removeEventListener(type, listener);
}

// src/web/jitter.ts
var JITTER_BOUNDS = { minMs: 60, maxMs: 100 };
var WINDOW = 250;
var TOO_LATE = 0.02;
var AFTER_UNDERRUN_MS = 20;
var FORGIVENESS = 0.5;
var Jitter = class {
  #bounds;
  #ways = [];
  #lateness = [];
  #distrust = 0;
  #underrun = false;
  constructor(bounds = JITTER_BOUNDS) {
    this.#bounds = bounds;
  }
  /** A turn begins: its clock has nothing to do with that of the last one. */
  begin() {
    if (!this.#underrun) this.#distrust *= FORGIVENESS;
    this.#underrun = false;
    this.#ways = [];
  }
  /**
   * A packet came at `atMs` that belongs to `ptsMs` of the turn and lasts `durationMs`.
   *
   * @param aheadMs What was there to be heard before it. With more of that than any target asks
   * for it was held back by a server that sends no further ahead, and is not late.
   */
  arrived(atMs, ptsMs, durationMs, aheadMs = 0) {
    const way = atMs - ptsMs;
    this.#ways = [...this.#ways.slice(1 - WINDOW), way];
    const awaited = aheadMs <= this.#bounds.maxMs;
    const late = awaited ? way - Math.min(...this.#ways) + durationMs : durationMs;
    this.#lateness = [...this.#lateness.slice(1 - WINDOW), late];
  }
  /** There was nothing to play. */
  missed() {
    this.#underrun = true;
    this.#distrust += AFTER_UNDERRUN_MS;
  }
  /** Milliseconds that should be there before playing. */
  get targetMs() {
    const { minMs, maxMs } = this.#bounds;
    this.#distrust = Math.min(this.#distrust, maxMs - minMs);
    return Math.min(maxMs, Math.max(minMs, this.jitterMs) + this.#distrust);
  }
  /** How late packets come, but for the very last of them. */
  get jitterMs() {
    const sorted = [...this.#lateness].sort((a, b) => a - b);
    return sorted[Math.ceil(sorted.length * (1 - TOO_LATE)) - 1] ?? 0;
  }
};

// src/web/ring.worklet.ts
function ringWorklet() {
  const scope = globalThis;
  const SECONDS = 8;
  const QUANTA_BETWEEN_POSITIONS = 4;
  scope.registerProcessor(
    "rtts-ring",
    class extends scope.AudioWorkletProcessor {
      constructor() {
        super();
        this.ring = new Float32Array(Math.ceil(scope.sampleRate * SECONDS));
        this.closed = false;
        this.quanta = 0;
        this.turn = -1;
        this.target = this.written = this.read = this.lost = 0;
        this.open = this.sounding = this.complete = this.clearing = this.begun = false;
        this.port.onmessage = (event) => this.take(event.data);
      }
      take(message) {
        if (message.type === "close") {
          this.closed = true;
        } else if (message.type === "open") {
          this.turn = message.turn;
          this.target = message.target;
          this.written = this.read = this.lost = 0;
          this.open = true;
          this.sounding = this.complete = this.clearing = this.begun = false;
        } else if (message.turn !== this.turn || !this.open) {
          if (message.type === "clear") this.tell("cleared", scope.currentTime);
        } else if (message.type === "samples") {
          this.write(message.samples);
        } else if (message.type === "target") {
          this.target = message.target;
        } else if (message.type === "end") {
          this.complete = true;
        } else if (this.sounding) {
          this.clearing = true;
        } else {
          this.finish("cleared", scope.currentTime);
        }
      }
      write(samples) {
        const size = this.ring.length;
        const count = Math.min(samples.length, size - (this.written - this.read));
        const at = this.written % size;
        const first = Math.min(count, size - at);
        this.ring.set(samples.subarray(0, first), at);
        this.ring.set(samples.subarray(first, count), 0);
        this.written += count;
        this.lost += samples.length - count;
      }
      process(_inputs, outputs) {
        const out = outputs[0]?.[0];
        if (this.closed || !out) return !this.closed;
        if (this.open) this.play(out);
        return true;
      }
      play(out) {
        const now2 = scope.currentTime;
        const level = this.written - this.read;
        if (!this.sounding) {
          if (level === 0 && this.complete) this.finish("ended", now2);
          if (level === 0 || level < this.target && !this.complete) return;
          this.sounding = true;
          this.tell(this.begun ? "resumed" : "started", now2);
          this.begun = true;
        }
        const count = Math.min(level, out.length);
        this.copy(out, count);
        this.read += count;
        const then = now2 + count / scope.sampleRate;
        if (this.clearing) {
          for (let i = 0; i < count; i += 1) out[i] = (out[i] ?? 0) * (1 - (i + 1) / count);
          this.finish("cleared", then);
        } else if (this.complete && this.read === this.written) {
          this.finish("ended", then);
        } else if (count < out.length) {
          this.sounding = false;
          this.tell("underrun", then);
        } else {
          this.quanta += 1;
          if (this.quanta % QUANTA_BETWEEN_POSITIONS === 0) this.tell("position", then);
        }
      }
      copy(out, count) {
        const at = this.read % this.ring.length;
        const first = Math.min(count, this.ring.length - at);
        out.set(this.ring.subarray(at, at + first));
        out.set(this.ring.subarray(0, count - first), first);
      }
      finish(how, time) {
        this.tell(how, time);
        this.open = this.sounding = false;
      }
      tell(type, time) {
        const level = this.written - this.read;
        const { turn: turn2, read: frames, lost: lost2 } = this;
        const message = { type, turn: turn2, frames, level, lost: lost2, time };
        this.port.postMessage(message);
      }
    }
  );
}
if ("registerProcessor" in globalThis) ringWorklet();

// src/web/output.ts
var WANTED_RATE = 48e3;
var BLOCKED_AFTER_MS = 250;
var ANSWER_MS = 100;
var Output = class _Output {
  audio;
  #node;
  #isOwn;
  #listener;
  #state = "starting";
  #turn = 0;
  #posted = 0;
  #last;
  #cleared;
  /** @throws PlayerError if the worklet cannot be loaded. */
  static async open(options2, listener) {
    const audio = options2.audioContext ?? newAudioContext();
    try {
      await loadWorklet(audio, options2.workletUrl);
      return new _Output(audio, options2, listener);
    } catch (error) {
      if (!options2.audioContext) await audio.close();
      throw playerError(
        "The worklet cannot be loaded; a page whose policy forbids blobs names its file in the option workletUrl",
        error
      );
    }
  }
  constructor(audio, options2, listener) {
    this.audio = audio;
    this.#isOwn = options2.audioContext === void 0;
    this.#listener = listener;
    this.#node = new AudioWorkletNode(audio, "rtts-ring", {
      numberOfInputs: 0,
      outputChannelCount: [1]
    });
    this.#node.connect(options2.destination ?? audio.destination);
    this.#node.port.onmessage = ({ data }) => this.#take(data);
    audio.addEventListener("statechange", this.#follow);
    this.resume().catch(() => {
    });
    setTimeout(() => {
      if (this.#state === "starting") this.#become("blocked");
    }, BLOCKED_AFTER_MS);
  }
  /** Frames per second. */
  get rate() {
    return this.audio.sampleRate;
  }
  get state() {
    return this.#state;
  }
  /** Seconds between a frame's being played and its being heard. */
  get latency() {
    return this.audio.outputLatency || this.audio.baseLatency || 0;
  }
  /** Let the sound out. Returns when it is; may wait for the user. */
  async resume() {
    if (this.#state !== "closed" && this.audio.state !== "running") await this.audio.resume();
    this.#follow();
  }
  /** Begin a turn. */
  open(target) {
    this.#turn += 1;
    this.#posted = 0;
    this.#last = void 0;
    this.#post({ type: "open", turn: this.#turn, target });
  }
  /** Append to the turn. The samples are given away. */
  write(samples) {
    this.#posted += samples.length;
    this.#post({ type: "samples", turn: this.#turn, samples }, [samples.buffer]);
  }
  /** How much has to be there before the turn sounds. */
  aim(target) {
    this.#post({ type: "target", turn: this.#turn, target });
  }
  /** No more comes in this turn. */
  end() {
    this.#post({ type: "end", turn: this.#turn });
  }
  /** Be silent. Returns how many frames of the turn were played. */
  clear() {
    const answer = new Promise((resolve) => {
      this.#cleared = (message) => resolve(message.frames);
      setTimeout(() => resolve(this.playedFrames), ANSWER_MS);
    });
    this.#post({ type: "clear", turn: this.#turn });
    return answer;
  }
  /** Frames of the turn that were played by now. */
  get playedFrames() {
    const last = this.#last;
    if (!last) return 0;
    const sounds = last.type === "position" || last.type === "started" || last.type === "resumed";
    const since = sounds ? Math.max(0, this.audio.currentTime - last.time) : 0;
    return Math.min(last.frames + Math.round(since * this.rate), this.#posted);
  }
  /** Frames that wait to be played. */
  get waitingFrames() {
    return this.#posted - this.playedFrames;
  }
  /** When a frame that was played at that time of the context is heard: `performance.now()`. */
  heardAt(time) {
    const { contextTime, performanceTime } = this.audio.getOutputTimestamp();
    if (contextTime !== void 0 && performanceTime !== void 0 && contextTime > 0) {
      return performanceTime + (time - contextTime) * 1e3;
    }
    return performance.now() + (time - this.audio.currentTime) * 1e3;
  }
  /** Give back what the browser lent. */
  async close() {
    if (this.#state === "closed") return;
    this.#become("closed");
    this.audio.removeEventListener("statechange", this.#follow);
    this.#post({ type: "close" });
    this.#node.disconnect();
    this.#node.port.onmessage = null;
    if (this.#isOwn && this.audio.state !== "closed") await this.audio.close();
  }
  #follow = () => {
    if (this.audio.state === "running") this.#become("running");
    else if (this.audio.state === "closed") this.#become("closed");
    else if (this.#state === "running") this.#become("blocked");
  };
  #become(state) {
    if (state === this.#state || this.#state === "closed") return;
    this.#state = state;
    this.#listener.state(state);
  }
  #take(message) {
    if (message.turn !== this.#turn) return;
    this.#last = message;
    if (message.type === "cleared") this.#cleared?.(message);
    this.#listener.ring(message);
  }
  #post(message, transfer = []) {
    this.#node.port.postMessage(message, transfer);
  }
};
function newAudioContext() {
  const latencyHint = "interactive";
  try {
    return new AudioContext({ sampleRate: WANTED_RATE, latencyHint });
  } catch {
    return new AudioContext({ latencyHint });
  }
}
var loaded = /* @__PURE__ */ new WeakMap();
function loadWorklet(audio, url) {
  const loading = loaded.get(audio) ?? addModule(audio, url);
  loaded.set(audio, loading);
  loading.catch(() => loaded.delete(audio));
  return loading;
}
async function addModule(audio, url) {
  if (url !== void 0) return audio.audioWorklet.addModule(String(url));
  const source = new Blob([`(${ringWorklet})();`], { type: "text/javascript" });
  const address2 = URL.createObjectURL(source);
  try {
    await audio.audioWorklet.addModule(address2);
  } finally {
    URL.revokeObjectURL(address2);
  }
}

// src/web/resample.ts
var CROSSINGS = 12;
var PASS = 0.94;
var Resampler = class {
  #up;
  #down;
  #reach;
  #weights;
  /** What later samples still need, the first of it at index `#from` of the source. */
  #kept;
  #from;
  #next = 0;
  /** Rates in samples per second. */
  constructor(sourceRate, targetRate) {
    const divisor = gcd(sourceRate, targetRate);
    this.#up = targetRate / divisor;
    this.#down = sourceRate / divisor;
    const band = PASS * Math.min(1, targetRate / sourceRate);
    this.#reach = Math.ceil(CROSSINGS / band);
    this.#weights = Array.from(
      { length: this.#up },
      (_, phase) => weightsAt(phase / this.#up, this.#reach, band)
    );
    this.#kept = new Float32Array(this.#reach);
    this.#from = -this.#reach;
  }
  /** The samples that these make certain; may be none. */
  push(samples) {
    if (this.#up === this.#down) return samples.slice();
    const all = new Float32Array(this.#kept.length + samples.length);
    all.set(this.#kept);
    all.set(samples, this.#kept.length);
    const last = this.#from + all.length - this.#reach;
    const end = Math.max(this.#next, Math.ceil(last * this.#up / this.#down));
    const out = new Float32Array(end - this.#next);
    for (let index = 0; index < out.length; index += 1) {
      const at = (this.#next + index) * this.#down;
      const whole = Math.floor(at / this.#up);
      const first = whole - this.#reach + 1 - this.#from;
      out[index] = weighted(all, first, this.#weights[at % this.#up]);
    }
    this.#next = end;
    const needed = Math.floor(end * this.#down / this.#up) - this.#reach + 1;
    const dropped = Math.min(all.length, Math.max(0, needed - this.#from));
    this.#kept = all.slice(dropped);
    this.#from += dropped;
    return out;
  }
  /** What is left at the end. */
  flush() {
    return this.push(new Float32Array(this.#up === this.#down ? 0 : this.#reach));
  }
};
function weightsAt(fraction, reach, band) {
  const weights = new Float32Array(2 * reach);
  let sum = 0;
  for (let index = 0; index < weights.length; index += 1) {
    const x = index - reach + 1 - fraction;
    const weight = sinc(x * band) * blackman(x / reach);
    weights[index] = weight;
    sum += weight;
  }
  return weights.map((weight) => weight / sum);
}
function weighted(samples, first, weights) {
  let sum = 0;
  if (!weights) return sum;
  for (let index = 0; index < weights.length; index += 1) {
    sum += (weights[index] ?? 0) * (samples[first + index] ?? 0);
  }
  return sum;
}
function sinc(x) {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}
function blackman(x) {
  if (Math.abs(x) >= 1) return 0;
  return 0.42 + 0.5 * Math.cos(Math.PI * x) + 0.08 * Math.cos(2 * Math.PI * x);
}
function gcd(a, b) {
  return b === 0 ? a : gcd(b, a % b);
}

// src/web/timeline.ts
var SAME_MS = 2;
var MOST_SILENCE_MS = 5e3;
var Timeline = class {
  #format;
  #targetRate;
  #rate = 0;
  #resampler;
  /** The place behind the last sample, counted in samples at `#rate`, preskip and all. */
  #at = 0;
  constructor(format2, targetRate) {
    this.#format = format2;
    this.#targetRate = targetRate;
  }
  /** The decoded samples, from `pts` on, as they are to be played. */
  place(samples, pts, rate) {
    const changed = this.#begin(rate);
    const gap = this.#samplesAt(pts) - this.#at;
    const same = SAME_MS / 1e3 * rate;
    const pieces = [...changed, ...this.#silence(gap > same ? gap : 0)];
    const overlap = gap < -same ? Math.min(-gap, samples.length) : 0;
    return [...pieces, ...this.#append(samples.subarray(overlap))];
  }
  /** Silence up to there. */
  reach(pts) {
    return this.#rate ? this.#silence(this.#samplesAt(pts) - this.#at) : [];
  }
  /** What is left, and silence up to the end of the last packet. */
  end(pts) {
    const rate = this.#rate || this.#targetRate;
    const changed = this.#begin(rate);
    const rest = this.#silence(this.#samplesAt(pts) - this.#at);
    return [...changed, ...rest, ...notEmpty(this.#resampler?.flush())];
  }
  /** Go on at this rate. A decoder has one; another begins where the last ended. */
  #begin(rate) {
    if (rate === this.#rate) return [];
    const rest = notEmpty(this.#resampler?.flush());
    if (this.#rate) this.#at = Math.round(this.#at * rate / this.#rate);
    this.#rate = rate;
    this.#resampler = new Resampler(rate, this.#targetRate);
    return rest;
  }
  #silence(length) {
    const most = MOST_SILENCE_MS / 1e3 * this.#rate;
    return length > 0 ? this.#append(new Float32Array(Math.min(length, most))) : [];
  }
  #append(samples) {
    const delay = this.#samplesAt(this.#format.preskip);
    const audible = samples.subarray(Math.max(0, delay - this.#at));
    this.#at += samples.length;
    return notEmpty(this.#resampler?.push(audible));
  }
  #samplesAt(ticks) {
    return Math.round(ticks * this.#rate / this.#format.clock);
  }
};
function notEmpty(samples) {
  return samples && samples.length > 0 ? [samples] : [];
}

// src/web/worklet-turn.ts
var DECODED_AHEAD_MS = 2e3;
var REPORT_EVERY_MS2 = 250;
var WorkletTurn = class {
  context;
  #output;
  #jitter;
  #events;
  #makeDecoder;
  #undo;
  /** Resolved when the last sample was played, or it was silenced. */
  #over = new Pending();
  #decoder;
  #timeline;
  #failure;
  #firstAt;
  #arrivedMs = 0;
  #takenMs = 0;
  #heardMs = 0;
  #reportedAt = 0;
  /** Where the last packets begin that went into the decoder, and came out; where silence ends. */
  #pushedPts = 0;
  #decodedPts = 0;
  #silentTo = 0;
  #silencing;
  #roomy;
  constructor(context2, output, jitter, makeDecoder, events) {
    this.context = context2;
    this.#output = output;
    this.#jitter = jitter;
    this.#makeDecoder = makeDecoder;
    this.#events = events;
    jitter.begin();
    this.#undo = [
      context2.on("audio", (audio) => this.#arrived(audio)),
      context2.on("context.cancelled", ({ reason }) => {
        if (reason === "client" || reason === "preempted") void this.silence();
      })
    ];
  }
  /** What has arrived and was not heard. */
  get aheadMs() {
    return Math.max(0, this.#arrivedMs - this.#heardMs);
  }
  /** Play all of it. Throws what the context failed with, when the rest was heard. */
  async run() {
    this.#output.open(this.#frames(this.#jitter.targetMs));
    try {
      const failure = await this.#feed().then(
        () => void 0,
        (error) => ({ error })
      );
      this.#output.end();
      await this.#over.promise;
      if (failure && !this.#silencing) throw failure.error;
      if (!this.#silencing) this.#heardMs = Math.max(this.#heardMs, this.#takenMs);
      this.#report();
    } finally {
      this.#decoder?.close();
      for (const undo of this.#undo) undo();
    }
  }
  /** Be silent. Returns the position to the last frame that was let out. */
  silence() {
    if (this.#over.settled && !this.#silencing) return Promise.resolve(this.#heardMs);
    this.#silencing ??= this.#silence();
    return this.#silencing;
  }
  async #silence() {
    this.#decoder?.close();
    this.#roomy?.();
    const frames = await this.#output.clear();
    this.#heardMs = Math.max(this.#heardMs, this.#ms(frames));
    this.#over.resolve();
    return this.#heardMs;
  }
  /** What was heard by now: what was played, but for what is still under way to the loudspeaker. */
  played() {
    if (this.#silencing || this.#over.settled) return this.#heardMs;
    const heard = this.#ms(this.#output.playedFrames) - this.#output.latency * 1e3;
    this.#heardMs = Math.max(this.#heardMs, heard);
    return this.#heardMs;
  }
  /** The ring has something to say of this turn. */
  take(message) {
    if (message.type === "started") {
      const first = this.#firstAt ?? performance.now();
      this.#events.started(Math.max(0, this.#output.heardAt(message.time) - first));
    } else if (message.type === "underrun") {
      this.#jitter.missed();
      this.#output.aim(this.#frames(this.#jitter.targetMs));
      this.#events.underrun();
    } else if (message.type === "ended") {
      this.#over.resolve();
    }
    if (!this.#isFull()) this.#roomy?.();
    if (performance.now() - this.#reportedAt >= REPORT_EVERY_MS2) this.#report();
  }
  #report() {
    this.#reportedAt = performance.now();
    const heard = this.played();
    if (heard > 0) this.context.played(Math.round(heard));
  }
  #arrived(audio) {
    if (audio.kind === FrameKind.containerHeader) return;
    const now2 = performance.now();
    this.#firstAt ??= now2;
    this.#arrivedMs = audio.startMs + audio.durationMs;
    const aheadMs = audio.startMs - this.played();
    this.#jitter.arrived(now2, audio.startMs, audio.durationMs, aheadMs);
  }
  async #feed() {
    let lastPts = 0;
    const packets = this.context[Symbol.asyncIterator]();
    for (; ; ) {
      const { done, value: audio } = await packets.next();
      if (done) break;
      if (this.#silencing || audio.kind === FrameKind.containerHeader) continue;
      this.#firstAt ??= performance.now();
      lastPts = audio.pts + audio.samples;
      this.#takenMs = audio.startMs + audio.durationMs;
      this.#arrivedMs = Math.max(this.#arrivedMs, this.#takenMs);
      const decoder = this.#begun();
      if (audio.kind === FrameKind.audio) {
        this.#pushedPts = audio.pts;
        decoder.push(audio);
      } else {
        this.#silentTo = lastPts;
        this.#fill();
      }
      await this.#room();
      if (this.#failure) throw this.#failure;
    }
    if (this.#silencing) return;
    await this.#decoder?.flush();
    if (this.#failure) throw this.#failure;
    for (const samples of this.#timeline?.end(lastPts) ?? []) this.#output.write(samples);
  }
  #begun() {
    if (this.#decoder) return this.#decoder;
    const format2 = this.context.format;
    if (!format2) throw new TypeError("A context says its format before its audio.");
    const timeline2 = new Timeline(format2, this.#output.rate);
    this.#timeline = timeline2;
    this.#decoder = this.#makeDecoder(format2, {
      samples: (decoded, pts, rate) => {
        if (this.#silencing) return;
        for (const samples of timeline2.place(decoded, pts, rate)) this.#output.write(samples);
        this.#decodedPts = pts;
        this.#fill();
      },
      failed: (error) => {
        this.#failure ??= error;
        this.#roomy?.();
      }
    });
    return this.#decoder;
  }
  /** Play silence that has come, once what was in front of it is decoded. */
  #fill() {
    if (this.#decodedPts < this.#pushedPts) return;
    for (const samples of this.#timeline?.reach(this.#silentTo) ?? []) this.#output.write(samples);
  }
  /** Wait until more may be decoded. */
  async #room() {
    while (this.#isFull() && !this.#silencing && !this.#failure) {
      await new Promise((resolve) => {
        this.#roomy = resolve;
      });
    }
  }
  #isFull() {
    return this.#takenMs - this.#ms(this.#output.playedFrames) > DECODED_AHEAD_MS;
  }
  #ms(frames) {
    return frames / this.#output.rate * 1e3;
  }
  #frames(ms) {
    return Math.round(ms / 1e3 * this.#output.rate);
  }
};

// src/web/worklet-player.ts
var LEAD_MS = 1e3;
var WorkletPlayer = class _WorkletPlayer extends BasePlayer {
  path;
  options;
  #makeDecoder;
  #jitter;
  #output;
  /** @throws PlayerError if the browser does not let it play. */
  static async open(way, output, jitter) {
    const player = new _WorkletPlayer(way, jitter);
    player.#output = await Output.open(output, {
      state: (state) => {
        player.emitter.emit({ type: "state", state });
        if (state === "closed") void player.close();
      },
      ring: (message) => player.turn?.take(message)
    });
    return player;
  }
  constructor(way, jitter) {
    super();
    this.path = way.path;
    this.options = { codec: way.codec, pacing: { mode: "lead", leadMs: LEAD_MS } };
    this.#makeDecoder = way.makeDecoder;
    this.#jitter = new Jitter(jitter);
  }
  get state() {
    return this.#output?.state ?? "starting";
  }
  get stats() {
    const { targetMs, jitterMs } = this.#jitter;
    const waiting = this.turn && this.#output ? this.#output.waitingFrames / this.#output.rate : 0;
    return {
      firstSoundMs: this.firstSoundMs,
      aheadMs: this.turn?.aheadMs ?? 0,
      bufferedMs: waiting * 1e3,
      targetMs,
      jitterMs,
      underruns: this.underruns,
      outputLatencyMs: (this.#output?.latency ?? 0) * 1e3
    };
  }
  async resume() {
    await this.#output?.resume();
  }
  begin(context2, events) {
    if (!this.#output) throw new TypeError("The player was not opened.");
    return new WorkletTurn(context2, this.#output, this.#jitter, this.#makeDecoder, events);
  }
  async release() {
    await this.#output?.close();
  }
};

// src/web/mediasource-player.ts
var MediaSourcePlayer = class extends BasePlayer {
  path = "mediasource";
  options;
  /** What plays. It need not be in the document. */
  element;
  #feed;
  #state = "starting";
  constructor(kind, element2 = new Audio()) {
    super();
    this.options = { codec: kind.codec, pacing: { mode: "lead", leadMs: LEAD_MS } };
    this.element = element2;
    this.#feed = new MediaFeed(element2, kind);
    element2.addEventListener("playing", this.#runs);
    this.#start();
  }
  get state() {
    return this.#state;
  }
  get stats() {
    return {
      firstSoundMs: this.firstSoundMs,
      aheadMs: this.turn?.aheadMs ?? 0,
      bufferedMs: this.turn ? this.#feed.bufferedS * 1e3 : 0,
      targetMs: 0,
      // the browser's own
      jitterMs: 0,
      underruns: this.underruns,
      outputLatencyMs: 0
      // its position is that of what is heard
    };
  }
  async resume() {
    if (this.#state === "closed") return;
    const playing = this.element.play();
    const refused = await Promise.race([playing.then(isFine, isRefusal), soon()]);
    playing.catch(() => {
    });
    if (refused) this.#become("blocked");
    else if (this.#state !== "running") this.#become("running");
  }
  begin(context2, events) {
    return new MediaTurn(context2, this.#feed, this.#start, events);
  }
  async release() {
    this.#become("closed");
    this.element.removeEventListener("playing", this.#runs);
    this.#feed.close();
  }
  /** Let the element run; it waits for data by itself. */
  #start = () => {
    void this.resume();
  };
  #runs = () => this.#become("running");
  #become(state) {
    if (state === this.#state || this.#state === "closed") return;
    this.#state = state;
    this.emitter.emit({ type: "state", state });
  }
};
function isFine() {
  return false;
}
function isRefusal(error) {
  return error instanceof DOMException && error.name === "NotAllowedError";
}
function soon() {
  return new Promise((resolve) => setTimeout(() => resolve(false), 50));
}

// src/web/pcm.ts
var FULL_SCALE_S16 = 32768;
function pcmDecoder(format2, sink) {
  const read = READERS.get(format2.codec);
  if (!read) throw new PlayerError(`The codec ${format2.codec} needs a decoder; it is no PCM.`);
  return {
    push: (packet) => sink.samples(read(packet.payload), packet.pts, format2.rate),
    flush: async () => {
    },
    close: () => {
    }
  };
}
var READERS = /* @__PURE__ */ new Map([
  ["pcm_s16le", fromS16],
  ["pcm_f32le", fromF32]
]);
function fromS16(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const samples = new Float32Array(Math.floor(bytes.byteLength / 2));
  for (let index = 0; index < samples.length; index += 1) {
    samples[index] = view.getInt16(2 * index, true) / FULL_SCALE_S16;
  }
  return samples;
}
function fromF32(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const samples = new Float32Array(Math.floor(bytes.byteLength / 4));
  for (let index = 0; index < samples.length; index += 1) {
    samples[index] = view.getFloat32(4 * index, true);
  }
  return samples;
}

// src/web/wasm.ts
async function wasmDecoder(load) {
  try {
    const { OpusDecoder } = await load();
    const make = () => new OpusDecoder({ channels: 1, preSkip: 0 });
    let spare = make();
    await spare.ready;
    return (format2, sink) => {
      if (format2.channels !== 1) throw new PlayerError("Speech has one channel.");
      const decoder = spare ?? make();
      spare = make();
      return decoderOver(decoder, sink);
    };
  } catch (error) {
    throw playerError("The Opus decoder in WebAssembly cannot be had", error);
  }
}
function decoderOver(decoder, sink) {
  let closed = false;
  let isReady = false;
  const early = [];
  const decode = (packet) => {
    if (closed) return;
    const { channelData, errors, sampleRate, samplesDecoded } = decoder.decodeFrame(packet.payload);
    const [samples] = channelData;
    const [error] = errors;
    if (error) sink.failed(playerError("The Opus decoder could not read a packet", error));
    else if (samples) sink.samples(samples.subarray(0, samplesDecoded), packet.pts, sampleRate);
  };
  const ready2 = decoder.ready.then(() => {
    isReady = true;
    for (const packet of early.splice(0)) decode(packet);
  });
  ready2.catch((error) => sink.failed(playerError("The Opus decoder fails", error)));
  return {
    push(packet) {
      if (isReady) decode(packet);
      else early.push(packet);
    },
    flush: () => ready2,
    close() {
      if (closed) return;
      closed = true;
      decoder.ready.then(
        () => decoder.free(),
        () => {
        }
        // then there is nothing to free
      );
    }
  };
}

// src/web/webcodecs.ts
var US_PER_S = 1e6;
var OPUS_RATE = 48e3;
async function decodesOpus() {
  if (!("AudioDecoder" in globalThis)) return false;
  try {
    return (await AudioDecoder.isConfigSupported(config(1))).supported === true;
  } catch {
    return false;
  }
}
function webcodecsDecoder(format2, sink) {
  const ticksPerUs = format2.clock / US_PER_S;
  const places = new Places();
  const decoder = new AudioDecoder({
    output(audio) {
      const ticks = audio.numberOfFrames * format2.clock / audio.sampleRate;
      sink.samples(samplesOf(audio), places.take(ticks), audio.sampleRate);
      audio.close();
    },
    error(error) {
      sink.failed(playerError("The browser could not decode the audio", error));
    }
  });
  decoder.configure(config(format2.channels));
  return {
    push(packet) {
      if (decoder.state !== "configured") return;
      const timestamp = Math.round(packet.pts / ticksPerUs);
      const duration = Math.round(packet.samples / ticksPerUs);
      const data = packet.payload;
      places.add(packet.pts, packet.samples);
      decoder.decode(new EncodedAudioChunk({ type: "key", timestamp, duration, data }));
    },
    async flush() {
      if (decoder.state === "configured") await decoder.flush();
    },
    close() {
      if (decoder.state !== "closed") decoder.close();
    }
  };
}
var Places = class {
  #waiting = [];
  #end = 0;
  /** A packet goes in. */
  add(pts, ticks) {
    this.#waiting.push({ pts, ticks });
  }
  /** So many ticks come out; returns their `pts`. */
  take(ticks) {
    const pts = this.#waiting[0]?.pts ?? this.#end;
    let left = ticks;
    let [head] = this.#waiting;
    while (head && left >= head.ticks / 2) {
      left -= head.ticks;
      this.#waiting.shift();
      [head] = this.#waiting;
    }
    if (head && left > 0) {
      this.#waiting[0] = { pts: head.pts + left, ticks: head.ticks - left };
    }
    this.#end = pts + ticks;
    return pts;
  }
};
function config(numberOfChannels) {
  return { codec: "opus", sampleRate: OPUS_RATE, numberOfChannels };
}
function samplesOf(audio) {
  const options2 = { planeIndex: 0, format: "f32-planar" };
  const samples = new Float32Array(audio.allocationSize(options2) / 4);
  audio.copyTo(samples, options2);
  return samples;
}

// src/web/create-player.ts
var PATHS = ["webcodecs", "wasm", "mediasource", "pcm"];
async function createPlayer(options2 = {}) {
  const paths = options2.paths ?? PATHS;
  for (const path2 of paths) {
    const player = await MAKERS[path2](options2);
    if (player) return player;
  }
  throw new PlayerError(`This browser has none of the ways to play: ${paths.join(", ")}.`);
}
var MAKERS = {
  async webcodecs(options2) {
    if (!takes(options2, "opus") || !hasWorklet() || !await decodesOpus()) return void 0;
    const way = { path: "webcodecs", codec: "opus", makeDecoder: webcodecsDecoder };
    return WorkletPlayer.open(way, options2, options2.jitter);
  },
  async wasm(options2) {
    if (!takes(options2, "opus") || !hasWorklet() || !options2.opusDecoder) return void 0;
    const makeDecoder = await wasmDecoder(options2.opusDecoder);
    return WorkletPlayer.open(
      { path: "wasm", codec: "opus", makeDecoder },
      options2,
      options2.jitter
    );
  },
  async mediasource(options2) {
    const kind = mediaKind(options2.codecs);
    return kind && new MediaSourcePlayer(kind, options2.element);
  },
  async pcm(options2) {
    if (!takes(options2, "pcm_s16le") || !hasWorklet()) return void 0;
    const way = { path: "pcm", codec: "pcm_s16le", makeDecoder: pcmDecoder };
    return WorkletPlayer.open(way, options2, options2.jitter);
  }
};
function takes({ codecs }, codec2) {
  return codecs?.includes(codec2) ?? true;
}
function hasWorklet() {
  return "AudioContext" in globalThis && "AudioWorkletNode" in globalThis;
}

// src/web/gesture.ts
var GESTURES = ["pointerup", "keydown"];
function resumeOnGesture(player, target = document) {
  const resume = () => {
    if (player.state === "blocked") player.resume().catch(() => {
    });
  };
  for (const type of GESTURES) target.addEventListener(type, resume, true);
  return () => {
    for (const type of GESTURES) target.removeEventListener(type, resume, true);
  };
}

// src/web/words.ts
var WordTrack = class {
  #words = [];
  #next = 0;
  /** Add words; they come in order. */
  add(items) {
    for (const [text3, startMs, endMs, start, end] of items) {
      this.#words.push({ text: text3, start, end, startMs, endMs, index: this.#words.length });
    }
  }
  /** The words that have begun by then and were not given before. */
  begunBy(playedMs) {
    const first = this.#next;
    while ((this.#words[this.#next]?.startMs ?? Number.POSITIVE_INFINITY) <= playedMs) {
      this.#next += 1;
    }
    return this.#words.slice(first, this.#next);
  }
};
function onWord(context2, player, listener, ticker = everyFrame) {
  const track = new WordTrack();
  const forget = context2.on("timestamps", ({ unit, items }) => {
    if (unit === "word") track.add(items);
  });
  const stop2 = ticker(() => {
    const playedMs = player.played();
    if (playedMs > 0) for (const word of track.begunBy(playedMs)) listener(word);
  });
  return () => {
    forget();
    stop2();
  };
}
function everyFrame(tick) {
  let request = requestAnimationFrame(function again2() {
    request = requestAnimationFrame(again2);
    tick();
  });
  return () => cancelAnimationFrame(request);
}

// page/page-elements.ts
function element(id, Class) {
  const found = document.getElementById(id);
  if (found instanceof Class) return found;
  throw new TypeError(`The page has no ${Class.name} with the id ${id}.`);
}
function write(target, text3) {
  if (target.textContent !== text3) target.textContent = text3;
}
function made(tag, className = "", ...inside) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...inside);
  return node;
}
function inMs(ms) {
  return ms === void 0 ? "–" : String(Math.round(ms));
}

// page/page-turn.ts
var Turn = class {
  context;
  segments = [];
  /** What was sent. */
  text = "";
  /** Milliseconds since the turn began. */
  frameAt;
  soundAt;
  /** Milliseconds from the first text to the first frame, as the server saw it. */
  serverMs;
  #begunAt;
  #sent = [];
  #undo;
  /** @param speak Makes the context of the pieces that it is given. */
  constructor(pieces, speak2, player) {
    this.#begunAt = performance.now();
    const context2 = speak2(this.#watched(pieces));
    this.context = context2;
    this.#undo = [
      context2.on("segment", ({ segment, start, end, audioMs }) => {
        this.segments.push({
          number: segment,
          start,
          end,
          audioMs,
          sentAt: this.#sentAt(start),
          begunAt: this.now(),
          frameAt: void 0,
          soundAt: void 0,
          doneAt: void 0,
          lengthMs: 0
        });
      }),
      context2.on("audio", (audio) => {
        this.frameAt ??= this.now();
        const segment = this.#segment(audio.segment);
        if (!segment) return;
        segment.frameAt ??= this.now();
        segment.lengthMs = audio.startMs + audio.durationMs - segment.audioMs;
      }),
      context2.on("segment.done", ({ segment: number2, end, audioMs, ttfaMs }) => {
        const segment = this.#segment(number2);
        this.serverMs ??= ttfaMs;
        if (segment) Object.assign(segment, { end, lengthMs: audioMs, doneAt: this.now() });
      }),
      player.on("started", (event) => {
        if (event.context === context2) this.soundAt ??= (this.frameAt ?? 0) + event.firstSoundMs;
      })
    ];
  }
  /** Milliseconds since the turn began. */
  now() {
    return performance.now() - this.#begunAt;
  }
  /** Note how far the listener is, in milliseconds of the audio. */
  heard(playedMs) {
    if (playedMs <= 0) return;
    for (const segment of this.segments) {
      if (segment.frameAt !== void 0 && segment.audioMs <= playedMs) {
        const begunAt = this.now() - (playedMs - segment.audioMs);
        segment.soundAt ??= segment.audioMs === 0 ? this.soundAt : begunAt;
      }
    }
  }
  /** The segment that sounds. */
  get sounding() {
    return this.segments.filter(({ soundAt }) => soundAt !== void 0).at(-1);
  }
  /** Nothing is noted from now on. */
  close() {
    for (const undo of this.#undo) undo();
  }
  async *#watched(pieces) {
    for await (const piece of pieces) {
      this.text += piece;
      this.#sent.push({ length: this.text.length, at: this.now() });
      yield piece;
    }
  }
  /** When the text at this place was sent. */
  #sentAt(start) {
    return this.#sent.find(({ length }) => length > start)?.at ?? this.now();
  }
  #segment(number2) {
    return this.segments.find((segment) => segment.number === number2);
  }
};

// page/page-speaker.ts
var WAYS = {
  opus: "webcodecs",
  webm_opus: "mediasource",
  mp4_opus: "mediasource",
  pcm_s16le: "pcm"
};
var Speaker = class _Speaker {
  player;
  #session;
  #forget;
  /**
   * A speaker that is ready to.
   *
   * @throws PlayerError where this browser cannot play that; what `connect` throws.
   */
  static async open({ address: address2, token, codecs }) {
    const paths = codecs.flatMap((codec2) => WAYS[codec2] ?? []);
    const player = await createPlayer({
      workletUrl: "ring.worklet.js",
      codecs,
      paths: [...new Set(paths)]
    });
    try {
      const session = await connect(address2, { ...player.options, token });
      return new _Speaker(player, session);
    } catch (error) {
      await player.close();
      throw error;
    }
  }
  constructor(player, session) {
    this.player = player;
    this.#session = session;
    this.#forget = resumeOnGesture(player);
  }
  /** Begin a turn. It is still to be played. */
  speak(pieces, options2) {
    const speak2 = (watched) => this.#session.speak(watched, { ...options2, timestamps: "word" });
    return new Turn(pieces, speak2, this.player);
  }
  /** Be silent at once. Returns what was heard of what was playing. */
  stop() {
    return this.player.cancel();
  }
  /** Call the listener when the line breaks, comes back, or ends. */
  watch(listener) {
    for (const type of ["interrupted", "resumed", "reconnected", "closing", "closed"]) {
      this.#session.on(type, () => listener(type));
    }
  }
  /** End all of it. */
  async close() {
    this.#forget();
    await this.player.close();
    await this.#session.close();
  }
};

// page/page-choices.ts
var voice = element("voice", HTMLSelectElement);
var variant = element("variant", HTMLSelectElement);
var language = element("language", HTMLSelectElement);
var codec = element("codec", HTMLSelectElement);
var speed = element("speed", HTMLInputElement);
var pace = element("pace", HTMLInputElement);
var BEST = ["opus", "webm_opus", "mp4_opus", "pcm_s16le"];
function offer(capabilities2, voices) {
  const { languages, codecs, defaults, engine } = capabilities2;
  fill(
    voice,
    voices.voices.map(({ id, name }) => new Option(name === id ? id : `${name} (${id})`, id)),
    voices.default
  );
  fill(variant, [new Option("none", ""), ...voices.variants.map((name) => new Option(name))], "");
  element("variant-label", HTMLLabelElement).hidden = voices.variants.length === 0;
  fill(
    language,
    [
      new Option("As the text is", "auto"),
      ...languages.map(({ code, name }) => new Option(`${name} (${code})`, code))
    ],
    defaults.language
  );
  const played = Object.keys(codecs).map((name) => {
    const option = new Option(WAYS[name] ? name : `${name}: browsers do not play it`, name);
    option.disabled = !WAYS[name];
    return option;
  });
  fill(codec, [new Option("The best here", ""), ...played], "");
  speed.value = String(defaults.speed);
  speed.disabled = !engine.sets_speed;
  show();
}
function chosenCodecs(capabilities2) {
  const chosen = codec.value;
  return chosen ? [chosen] : BEST.filter((name) => name in capabilities2.codecs);
}
function chosenOptions() {
  return {
    voice: variant.value ? `${voice.value}+${variant.value}` : voice.value,
    language: language.value,
    ...speed.disabled ? {} : { speed: speed.valueAsNumber }
  };
}
function chosenPace() {
  return pace.valueAsNumber;
}
function onCodec(listener) {
  codec.addEventListener("change", listener);
}
function fill(select, options2, chosen) {
  const before2 = select.value;
  select.replaceChildren(...options2);
  select.value = before2 || chosen;
  if (select.selectedIndex < 0) select.selectedIndex = 0;
}
function show() {
  write(element("speed-value", HTMLOutputElement), speed.valueAsNumber.toFixed(2));
  write(element("pace-value", HTMLOutputElement), pace.value);
}
speed.addEventListener("input", show);
pace.addEventListener("input", show);
show();

// page/page-figures.ts
var IDS = [
  "first-frame",
  "first-sound",
  "player-share",
  "server-share",
  "lead",
  "target",
  "jitter",
  "underruns"
];
var fields = new Map(IDS.map((id) => [id, element(id, HTMLElement)]));
var line = element("graph", SVGSVGElement).querySelector("polyline");
var path = element("path", HTMLParagraphElement);
var GRAPH_MS = 1e4;
var GRAPH_WIDTH = 100;
var GRAPH_HEIGHT = 24;
var LEAST_TOP_MS = 500;
function showFigures(turn2, { stats, path: way, options: options2 }) {
  show2("first-frame", inMs(turn2.frameAt));
  show2("first-sound", inMs(turn2.soundAt));
  show2("player-share", inMs(turn2.soundAt === void 0 ? void 0 : stats.firstSoundMs));
  show2("server-share", inMs(turn2.serverMs));
  show2("lead", inMs(stats.aheadMs));
  show2("target", inMs(stats.targetMs));
  show2("jitter", inMs(stats.jitterMs));
  show2("underruns", String(stats.underruns));
  const latency = Math.round(stats.outputLatencyMs);
  write(path, `Played by ${way}, as ${options2.codec}; the loudspeaker is ${latency} ms behind.`);
}
function show2(id, text3) {
  const field = fields.get(id);
  if (field) write(field, text3);
}
var LeadGraph = class {
  #points = [];
  /** Begin anew. */
  clear() {
    this.#points = [];
    line?.setAttribute("points", "");
  }
  /** Add a point and draw. */
  add(at, leadMs) {
    this.#points.push({ at, leadMs });
    while ((this.#points[0]?.at ?? at) < at - GRAPH_MS) this.#points.shift();
    const top = Math.max(LEAST_TOP_MS, ...this.#points.map((point) => point.leadMs));
    const first = Math.max(0, at - GRAPH_MS);
    const drawn = this.#points.map((point) => {
      const x = (point.at - first) / GRAPH_MS * GRAPH_WIDTH;
      const y = GRAPH_HEIGHT - point.leadMs / top * GRAPH_HEIGHT;
      return `${x.toFixed(2)},${y.toFixed(2)}`;
    });
    line?.setAttribute("points", drawn.join(" "));
  }
};

// page/page-server.ts
var Refused = class extends Error {
  name = "Refused";
  /** The HTTP status. */
  status;
  constructor(message, status2) {
    super(message);
    this.status = status2;
  }
  /** Whether a key, or another one, would help. */
  get wantsKey() {
    return this.status === 401;
  }
};
var Unreachable = class extends Error {
  name = "Unreachable";
  constructor() {
    super("The server does not answer. Is it running?");
  }
};
var Server = class {
  #key = "";
  /** Ask with this key from now on. */
  useKey(key2) {
    this.#key = key2;
  }
  /** @throws Refused; Unreachable. */
  capabilities() {
    return this.#ask("v1/capabilities");
  }
  /** @throws Refused; Unreachable. */
  voices() {
    return this.#ask("v1/voices");
  }
  /** What gives a token for each connection; undefined where nobody asks for one. */
  get token() {
    return this.#key ? () => this.#mint() : void 0;
  }
  async #mint() {
    const body = JSON.stringify({ origin: location.origin });
    const { token } = await this.#ask("v1/tokens", { method: "POST", body });
    return token;
  }
  async #ask(path2, init = {}) {
    const headers = this.#key ? { authorization: `Bearer ${this.#key}` } : {};
    const response = await fetch(path2, { ...init, headers }).catch(() => {
      throw new Unreachable();
    });
    const answer = await response.json().catch(() => ({}));
    if (response.ok) return answer;
    const { error } = answer;
    throw new Refused(error?.message ?? `The server answered ${response.status}.`, response.status);
  }
};
function streamAddress({ websocket }, here) {
  if (!websocket) return "";
  const scheme = here.protocol === "https:" ? "wss:" : "ws:";
  const host = here.port ? `${here.hostname}:${websocket.port}` : here.host;
  return `${scheme}//${host}${websocket.path}`;
}

// page/page-timeline.ts
var list2 = element("segments", HTMLOListElement);
var LEAST_MS = 1e3;
var STAGES = [
  ["Sent", "sent", (segment) => segment.sentAt],
  ["Begun", "begun", (segment) => segment.begunAt],
  ["First frame", "frame", (segment) => segment.frameAt],
  ["First sound", "sound", (segment) => segment.soundAt],
  ["Done", "done", (segment) => segment.doneAt]
];
var Timeline2 = class {
  #rows = /* @__PURE__ */ new Map();
  /** Begin anew. */
  clear() {
    this.#rows.clear();
    list2.replaceChildren();
  }
  /** Bring the rows up to date. */
  show(turn2) {
    const ends = turn2.segments.map((segment) => lastMs(segment));
    const wholeMs = Math.max(LEAST_MS, ...ends);
    for (const segment of turn2.segments) {
      const row = this.#rows.get(segment) ?? this.#add(segment);
      write(row.text, turn2.text.slice(segment.start, segment.end).trim());
      row.item.classList.toggle("lit", segment === turn2.sounding);
      for (const [, name, at] of STAGES) {
        const [bar, value] = [row.bars.get(name), row.values.get(name)];
        if (value) write(value, inMs(at(segment)));
        if (bar) place(bar, at(segment), endOf(name, segment), wholeMs);
      }
    }
  }
  #add(segment) {
    const text3 = made("p");
    text3.dir = "auto";
    const bars = new Map(STAGES.map(([, name]) => [name, made("i", name)]));
    const values = new Map(STAGES.map(([, name]) => [name, made("dd")]));
    const bar = made("div", "bar", ...bars.values());
    bar.ariaHidden = "true";
    const pairs = STAGES.map(
      ([title, name]) => made("div", "", made("dt", "", title), values.get(name) ?? "")
    );
    const item = made("li", "", text3, bar, made("dl", "stages", ...pairs));
    list2.append(item);
    const row = { text: text3, item, bars, values };
    this.#rows.set(segment, row);
    return row;
  }
};
function endOf(name, segment) {
  switch (name) {
    case "sent":
      return segment.begunAt;
    case "begun":
      return segment.frameAt;
    case "frame":
      return segment.soundAt;
    case "sound":
      return segment.soundAt === void 0 ? void 0 : segment.soundAt + segment.lengthMs;
    case "done":
      return void 0;
  }
}
function lastMs(segment) {
  return Math.max(endOf("sound", segment) ?? 0, segment.doneAt ?? 0, segment.begunAt);
}
function place(bar, from, to, whole) {
  bar.hidden = from === void 0;
  if (from === void 0) return;
  bar.style.left = `${100 * from / whole}%`;
  if (to !== void 0) bar.style.width = `${100 * Math.max(0, to - from) / whole}%`;
}

// page/page-tokens.ts
var TOKEN = /\s*\S{1,4}|\s+/gu;
function tokensOf(pasted) {
  const lines = pasted.split("\n").map((line2) => line2.trim().replace(/^data:\s*/, ""));
  const recorded = lines.filter((line2) => line2.startsWith("{")).map(recordedToken);
  const tokens = recorded.filter((token) => token !== void 0 && token !== "");
  return tokens.length > 0 ? tokens : pasted.match(TOKEN) ?? [];
}
function recordedToken(line2) {
  let event;
  try {
    event = JSON.parse(line2);
  } catch {
    return void 0;
  }
  const { choices, delta, message, response } = event;
  const found = [
    choices?.[0]?.delta?.content,
    typeof delta === "string" ? delta : delta?.text,
    message?.content,
    response
  ];
  return found.find((text3) => typeof text3 === "string");
}
async function* paced(tokens, perSecond) {
  for (const token of tokens) {
    yield token;
    await new Promise((resolve) => setTimeout(resolve, 1e3 / perSecond()));
  }
}

// page/page-transcript.ts
var before = element("before", HTMLSpanElement);
var now = element("now", HTMLElement);
var after = element("after", HTMLSpanElement);
var turns = element("turns", HTMLOListElement);
var MOST_TURNS = 20;
var MOST_TEXT = 400;
function showText(text3, { start, end }) {
  write(before, text3.slice(0, start));
  write(now, text3.slice(start, end));
  write(after, text3.slice(end));
}
function setDown(text3, playedMs, report) {
  const heard = report ? report.textSpoken : text3;
  const seconds = `${((report?.playedMs ?? playedMs) / 1e3).toFixed(2)} s`;
  const item = made("li", report ? "cut" : "", made("b", "", lastOf(heard) || "Nothing"));
  if (report) item.append(` was heard, in ${seconds}, known to the ${report.precision}.`);
  else item.append(` was heard to its end, in ${seconds}.`);
  if (report?.textRemaining)
    item.append(" Not heard: ", made("s", "", firstOf(report.textRemaining)));
  turns.prepend(item);
  while (turns.children.length > MOST_TURNS) turns.lastElementChild?.remove();
}
function lastOf(text3) {
  return text3.length > MOST_TEXT ? `… ${text3.slice(-MOST_TEXT).replace(/^\S+\s+/, "")}` : text3;
}
function firstOf(text3) {
  return text3.length > MOST_TEXT ? `${text3.slice(0, MOST_TEXT).replace(/\s+\S+$/, "")} …` : text3;
}

// page/page.ts
var text2 = element("text", HTMLTextAreaElement);
var stream = element("stream", HTMLInputElement);
var address = element("address", HTMLInputElement);
var door = element("door", HTMLFormElement);
var key = element("key", HTMLInputElement);
var speak = element("speak", HTMLButtonElement);
var barge = element("barge", HTMLButtonElement);
var stop = element("stop", HTMLButtonElement);
var status = element("status", HTMLParagraphElement);
var trouble = element("trouble", HTMLParagraphElement);
var server = new Server();
var timeline = new Timeline2();
var graph = new LeadGraph();
var PAUSE_MS = 2e3;
var capabilities;
var stale = true;
var entering;
var again;
var said = "";
var opening;
var turn;
function enter() {
  clearTimeout(again);
  const own = entering ?? ask();
  entering = own;
  return own.finally(() => {
    if (entering === own) entering = void 0;
  });
}
async function ask() {
  try {
    const [can, voices] = await Promise.all([server.capabilities(), server.voices()]);
    capabilities = can;
    stale = false;
    offer(can, voices);
    write(element("server", HTMLParagraphElement), `${can.server}, engine ${can.engine.name}`);
    const stream2 = streamAddress(can, new URL(location.href));
    if (address.value === said) address.value = stream2;
    said = stream2;
    door.hidden = true;
    write(trouble, "");
    enable();
    await reopen();
    const { activeElement } = document;
    if (activeElement === document.body || door.contains(activeElement)) text2.focus();
  } catch (error) {
    fail(error);
    enable();
    if (door.hidden) again = setTimeout(() => void enter(), PAUSE_MS);
  }
}
function knock(refused) {
  write(status, "The server wants an API key.");
  write(trouble, door.hidden ? "" : refused.message);
  door.hidden = false;
  key.focus();
}
function speaker() {
  if (opening) return opening;
  const own = open2();
  opening = own;
  own.catch(() => {
    if (opening === own) opening = void 0;
  });
  return own;
}
async function open2() {
  if (!capabilities) throw new Error("The server has not said yet what it can do.");
  const codecs = chosenCodecs(capabilities);
  const opened = await Speaker.open({ address: address.value, token: server.token, codecs });
  const { player } = opened;
  const tell = () => {
    if (player.state === "closed") return;
    if (turn === void 0 || player.state === "blocked") write(status, READINESS[player.state]);
  };
  player.on("state", tell);
  opened.watch((type) => {
    if (type === "interrupted") write(status, "The line was lost; another one is being opened.");
    if (type === "resumed") write(status, "The line is back.");
    if (type === "closing") write(status, "The server goes down.");
    if (type === "closed" && player.state !== "closed") {
      write(status, LOST5);
      stale = true;
    }
  });
  tell();
  return opened;
}
var LOST5 = "The session has ended. What is spoken next opens another one.";
var READINESS = {
  starting: "Ready.",
  blocked: "Ready. The browser lets sound out at the first click or key.",
  running: "Ready."
};
async function reopen() {
  const old = opening;
  opening = void 0;
  write(trouble, "");
  old?.then((opened) => opened.close()).catch(() => {
  });
  const own = speaker();
  await own.catch((error) => {
    if (opening === void 0 || opening === own) fail(error);
  });
}
async function say() {
  if (text2.value.trim() === "") return;
  if (stale) await enter();
  if (stale) return;
  write(trouble, "");
  try {
    const { player, ...mouth } = await ready();
    if (turn) mouth.stop();
    const pieces = stream.checked ? paced(tokensOf(text2.value), chosenPace) : [text2.value];
    const begun = mouth.speak(pieces);
    begin(begun);
    const undo = [
      onWord(begun.context, player, (word) => light(begun, word)),
      watch(() => show3(begun, player))
    ];
    try {
      const { playedMs, cancelled } = await player.play(begun.context);
      finish(begun, playedMs, cancelled);
    } finally {
      show3(begun, player);
      for (const each of undo) each();
      begun.close();
      if (turn === begun) leave();
    }
  } catch (error) {
    fail(error);
    if (!(error instanceof ServerError)) stale = true;
  }
}
async function ready() {
  const opened = await speaker();
  return {
    player: opened.player,
    speak: (pieces) => opened.speak(pieces, chosenOptions()),
    stop: () => void opened.stop().catch(fail)
  };
}
function begin(begun) {
  turn = begun;
  lit = NOTHING;
  timeline.clear();
  graph.clear();
  write(status, "Speaking.");
  enable();
}
function finish(over, playedMs, report) {
  const said2 = report ? report.textSpoken + report.textRemaining : over.text;
  setDown(said2, playedMs, report);
  if (turn !== over) return;
  const end = report ? report.spokenChars : said2.length;
  lit = { start: end, end };
  over.text = said2;
  if (!report) write(status, "Heard to the end.");
  else write(status, `Stopped. Heard: ${report.textSpoken.trim() || "nothing"}`);
}
function leave() {
  turn = void 0;
  enable();
}
async function hush() {
  if (turn === void 0) return;
  await opening?.then((opened) => opened.stop()).catch(fail);
}
var NOTHING = { start: 0, end: 0 };
var lit = NOTHING;
function light(whose, place2) {
  if (turn === whose) lit = place2;
}
function show3(whose, player) {
  if (turn !== whose) return;
  const sounds = whose.soundAt !== void 0;
  whose.heard(sounds ? player.played() : 0);
  const { sounding } = whose;
  if (capabilities?.engine.word_times === false && sounding && whose.context.state !== "cancelled") {
    light(whose, { start: sounding.start, end: sounding.end ?? whose.text.length });
  }
  showText(whose.text, lit);
  showFigures(whose, player);
  timeline.show(whose);
  graph.add(whose.now(), player.stats.aheadMs);
}
function watch(look) {
  let request = requestAnimationFrame(function again2() {
    request = requestAnimationFrame(again2);
    look();
  });
  return () => cancelAnimationFrame(request);
}
function fail(error) {
  if (error instanceof Refused && error.wantsKey) {
    knock(error);
    return;
  }
  write(trouble, error instanceof Error ? error.message : String(error));
  write(status, "");
}
function enable() {
  const speaks = turn !== void 0;
  speak.ariaDisabled = String(speaks);
  barge.ariaDisabled = String(!speaks);
  stop.ariaDisabled = String(!speaks);
}
element("say", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  if (turn === void 0) void say();
});
barge.addEventListener("click", () => {
  if (turn !== void 0) void say();
});
stop.addEventListener("click", () => void hush());
door.addEventListener("submit", (event) => {
  event.preventDefault();
  server.useKey(key.value.trim());
  key.value = "";
  entering = void 0;
  void enter();
});
address.addEventListener("change", () => void reopen());
onCodec(() => void reopen());
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    if (!event.repeat) void say();
  }
  if (event.key === "Escape") void hush();
});
void enter();
