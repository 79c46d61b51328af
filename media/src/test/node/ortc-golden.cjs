// Asks npm mediasoup's own ortc.js. Reads questions as JSON from stdin, writes the answers in the same order to stdout.
// Usage: node ortc-golden.cjs <folder with node_modules/mediasoup>
'use strict';
const path = require('path');
const lib = path.join(process.argv[2], 'node_modules/mediasoup/node/lib');
const ortc = require(path.join(lib, 'ortc.js'));
const { supportedRtpCapabilities: supported } = require(path.join(lib, 'supportedRtpCapabilities.js'));

const SSRC = 1000;
const copy = value => JSON.parse(JSON.stringify(value));

/** Fills in the defaults, as mediasoup does with what it is given. */
function normal(kind, value) {
  const complete = copy(value);
  kind === 'capabilities' ? ortc.validateRtpCapabilities(complete) : ortc.validateRtpParameters(complete);
  return complete;
}

function withoutRtx(capabilities) {
  return { ...capabilities, codecs: capabilities.codecs.filter(codec => !/\/rtx$/i.test(codec.mimeType)) };
}

/** SSRCs are random: counts them from SSRC on. */
function counted(encodings) {
  const first = encodings[0].ssrc;
  for (const encoding of encodings) {
    encoding.ssrc += SSRC - first;
    if (encoding.rtx) encoding.rtx.ssrc += SSRC - first;
  }
  return encodings;
}

const answers = {
  supported: () => normal('capabilities', supported),

  router({ codecs, only, rtx }) {
    const kept = { codecs: supported.codecs, headerExtensions: supported.headerExtensions };
    if (only) Object.assign(supported, only);
    try {
      const capabilities = ortc.generateRouterRtpCapabilities(copy(codecs));
      return normal('capabilities', rtx ? capabilities : withoutRtx(capabilities));
    } finally {
      Object.assign(supported, kept);
    }
  },

  produce({ router, kind, rtpParameters }) {
    const parameters = copy(rtpParameters);
    ortc.validateRtpParameters(parameters);
    const capabilities = copy(router);
    const mapping = ortc.getProducerRtpParametersMapping(parameters, capabilities);
    const consumable = ortc.getConsumableRtpParameters(kind, parameters, capabilities, mapping);
    counted(consumable.encodings);
    return {
      rtpParameters: parameters,
      codecs: mapping.codecs,
      consumable: normal('parameters', consumable),
    };
  },

  consume({ consumable, capabilities, enableRtx }) {
    if (!ortc.canConsume(copy(consumable), copy(capabilities))) return { canConsume: false };
    const parameters = ortc.getConsumerRtpParameters({
      consumableRtpParameters: copy(consumable),
      remoteRtpCapabilities: copy(capabilities),
      pipe: false,
      enableRtx,
    });
    counted(parameters.encodings);
    return { canConsume: true, rtpParameters: normal('parameters', parameters) };
  },
};

let input = '';
process.stdin.on('data', data => (input += data));
process.stdin.on('end', () => {
  const results = JSON.parse(input).map(question => {
    try {
      return { answer: answers[question.ask](question) };
    } catch (error) {
      return { error: error.name };
    }
  });
  process.stdout.write(JSON.stringify(results));
});
