import { refOf } from '@app/services/links';
import { useRouter } from '@tarojs/taro';
import { Change } from './Change';
import './index.scss';
import { Register } from './Register';

/** The form of a party: a new registration, or with `mode=edit` the one already held. */
export default function RegisterPage() {
  const { params } = useRouter();
  const target = refOf(params) ?? { activityId: '' };
  return params.mode === 'edit' ? <Change target={target} /> : <Register target={target} />;
}
