// What a browser knows of some `audio` and `video` elements. Called with the elements of one document, in a world of
// our own; it changes nothing about them and loads nothing. What may differ from one look to the next is left out: how
// far a recording has played, how much of it has come. `null` stands for what the browser does not tell.
async (...players) => {
  const STATES = ['waiting', 'loading', 'loaded', 'failed'];
  const SHORT = 3; // seconds: what plays no longer is left alone, and may be over before anybody listens
  const LOUD = 0.001, LISTEN_MS = 1500, DECODE_MS = 300, EVERY_MS = 25;
  const pause = () => new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  const stateOf = (player) => {
    if (player.readyState > 0) return 'loaded';
    if (player.error || player.networkState === 3) return 'failed';
    return player.networkState === 0 ? 'empty' : 'waiting';
  };
  // To a tenth of a second where it matters (2.A asks for three), then whole: bit rates that vary are guessed at.
  const secondsOf = ({ duration }) =>
    Number.isFinite(duration) ? (duration < 10 ? Math.round(duration * 10) / 10 : Math.round(duration)) : null;
  const sourceOf = (player) => {
    if (player.srcObject) return 'stream:';
    const [scheme] = /^(blob|data):/.exec(player.currentSrc) ?? [];
    return scheme ?? player.currentSrc.replace(/\?[^#]*/, ''); // queries hold signatures, made anew for each visit
  };
  const streamOf = (player) => {
    try { return player.captureStream(); } catch { return null; } // of another origin, or protected
  };
  const hasSound = async (player, stream) => {
    if (stream) return stream.getAudioTracks().length > 0;
    for (let waited = 0; waited < DECODE_MS && !player.webkitAudioDecodedByteCount; waited += EVERY_MS) await pause();
    return player.webkitAudioDecodedByteCount > 0 || null;
  };
  const tracksOf = (player) => {
    const elements = new Map([...player.getElementsByTagName('track')].map((element) => [element.track, element]));
    return [...player.textTracks].map((track) => {
      const element = elements.get(track);
      const state = element ? STATES[element.readyState] : 'loaded';
      const cues = state === 'loaded' && track.cues ? track.cues.length : null;
      return { kind: track.kind, language: track.language, state, shown: track.mode === 'showing', cues };
    });
  };
  // Whether its sound is more than silence, for as long as patience lasts; a track may be there and hold nothing.
  const listen = async (stream) => {
    const context = new AudioContext();
    try {
      const analyser = context.createAnalyser();
      const source = context.createMediaStreamSource(new MediaStream(stream.getAudioTracks()));
      source.connect(analyser);
      const samples = new Float32Array(analyser.fftSize);
      for (let waited = 0; waited < LISTEN_MS; waited += EVERY_MS) {
        await pause();
        analyser.getFloatTimeDomainData(samples);
        if (samples.some((sample) => Math.abs(sample) > LOUD)) return true;
      }
      return null;
    } finally {
      context.close();
    }
  };
  return Promise.all(players.map(async (player) => {
    const state = stateOf(player), tracks = tracksOf(player);
    if (state !== 'loaded') return { state, tracks };
    const stream = streamOf(player);
    const sound = await hasSound(player, stream);
    const isPlaying = !player.paused || player.ended;
    const playing = isPlaying || (player.autoplay && player.readyState < 4 ? null : false); // it may still begin
    const muted = player.muted || player.volume === 0;
    const lasts = player.loop || !(player.duration <= SHORT);
    const heard = playing && !muted && sound && stream && lasts ? await listen(stream).catch(() => null) : null;
    return {
      state, source: sourceOf(player), seconds: secondsOf(player), live: player.duration === Infinity,
      sound, picture: player.videoWidth > 0, muted, volume: Math.round(player.volume * 100) / 100, playing, heard, tracks,
    };
  }));
}
