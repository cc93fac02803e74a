/** Who is calling, as far as a page may know: in WeChat the platform says so at the server and nothing is known here. */
export function openid(): string {
  return '';
}
