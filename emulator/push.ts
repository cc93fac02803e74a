import type { Host } from './host';

/** Long enough that the call which caused a push has usually been answered; WeChat takes up to half an hour. */
const AFTER = 300;

/**
 * WeChat's message push (消息推送) to a cloud function: `pushTo` is the function that the console would name. Without
 * one the event is only logged. The caller is the resident whom the event is about.
 */
export function createPush(host: Host, pushTo: string | undefined, log: (line: string) => void) {
  return (event: Record<string, unknown>, openid: string): void => {
    if (!pushTo) {
      log(`[emulator] ${event.Event} is pushed to nobody: no function was named for it (--push-to)`);
      return;
    }
    const timer = setTimeout(async () => {
      const outcome = await host.invoke(pushTo, event, {
        ...(openid === '' ? {} : { openid }),
        source: 'wx_trigger',
      });
      if (!outcome.ok) log(`[emulator] ${event.Event} did not reach ${pushTo}: ${outcome.message}`);
    }, AFTER);
    timer.unref();
  };
}
