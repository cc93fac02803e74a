import { readInvitationCode } from '@core/helpers/invitations';

/** The invitation's code in a page's parameters: `code`, or the scene `i=<code>` of a scanned one, once or twice encoded. */
export function codeOf({ code, scene }: Record<string, string | undefined>): string | undefined {
  // What is encoded here is the equals sign alone: the code itself is letters and digits.
  const scanned = /^i(?:=|%3D|%253D)(\w+)$/i.exec(scene ?? '')?.[1];
  return readInvitationCode(code ?? scanned ?? '');
}
