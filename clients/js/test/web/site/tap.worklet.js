// Listens in: hands on what it hears, and gives the page all of it.
class Tap extends AudioWorkletProcessor {
  process([input], [output]) {
    const samples = new Float32Array(128);
    if (input[0]) samples.set(input[0]);
    if (output[0]) output[0].set(samples);
    this.port.postMessage({ frame: currentFrame, samples }, [samples.buffer]);
    return true;
  }
}
registerProcessor("tap", Tap);
