import { type Api, failure, success } from './api';

/** A code `phone:13800001234` stands for a resident who agreed to give that number. */
export const readPhone: Api = ({ code }) => {
  const number = /^phone:(\d{5,15})$/.exec(String(code))?.[1];
  if (!number) return failure(40029, 'code 无效');
  return success({
    phone_info: { phoneNumber: number, purePhoneNumber: number, countryCode: '86' },
  });
};
