import type { Problem } from '../media/problem';
import type { InputKind } from '../media/sources';

/** What is wrong with a microphone or camera, and what to do about it. */
export function explain(kind: InputKind, problem: Problem): string {
  switch (problem) {
    case 'refused':
      return `This browser blocks the ${kind}. ${howToAllow(kind)}`;
    case 'none':
      return kind === 'microphone'
        ? 'No microphone found. Plug one in, or join to listen only.'
        : 'No camera found. You can join without one.';
    case 'busy':
      return `The ${kind} is in use by another program, or switched off in the system. Close the other program and try again.`;
    case 'insecure':
      return `Browsers give the ${kind} to pages opened by https only.`;
    case 'lost':
      return `The ${kind} was unplugged or its permission withdrawn. Choose another one, or switch it on again.`;
    case 'failed':
      return `The ${kind} could not be started. Try another one.`;
  }
}

function howToAllow(kind: InputKind): string {
  const agent = navigator.userAgent;
  if (/Firefox\//.test(agent)) {
    return `Click the crossed-out ${kind} left of the address, remove the block, and try again.`;
  }
  if (/Safari\//.test(agent) && !/Chrom(e|ium)\//.test(agent)) {
    return `Open “Settings for this website” beside the address, allow the ${kind}, and reload the page.`;
  }
  return `Click the icon left of the address, allow the ${kind}, and try again.`;
}
