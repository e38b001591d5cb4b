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
        const now = scope.currentTime;
        const level = this.written - this.read;
        if (!this.sounding) {
          if (level === 0 && this.complete) this.finish("ended", now);
          if (level === 0 || level < this.target && !this.complete) return;
          this.sounding = true;
          this.tell(this.begun ? "resumed" : "started", now);
          this.begun = true;
        }
        const count = Math.min(level, out.length);
        this.copy(out, count);
        this.read += count;
        const then = now + count / scope.sampleRate;
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
        const { turn, read: frames, lost } = this;
        const message = { type, turn, frames, level, lost, time };
        this.port.postMessage(message);
      }
    }
  );
}
if ("registerProcessor" in globalThis) ringWorklet();
export {
  ringWorklet
};
