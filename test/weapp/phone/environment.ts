/** The cloud environment that the phones' cloud is, and that the mini-program under test is built for. */
export const environment = 'local-cloud';
