import { useNow } from '@app/hooks/useNow';
import { useQuery } from '@app/hooks/useQuery';
import { may } from '@app/services/may';
import type { Permission } from '@core/contract';
import { minute } from '@core/kernel/dates';
import type { HeldGrant } from '@core/kernel/roles';
import type { ReactElement } from 'react';
import { Loaded } from './Loaded';
import { Notice } from './Notice';
import { Page } from './Page';

/** A page for those who may do something at a station. Others are told so before they type anything; the server judges. */
export function Allowed(props: {
  title: string;
  permission: Permission;
  stationId: string;
  children: (grants: readonly HeldGrant[]) => ReactElement;
}) {
  const { title, permission, stationId, children } = props;
  const now = useNow(minute);
  const query = useQuery('me.view', {}, { keep: true });
  if (query.data && may(query.data.grants, permission, { stationId }, now))
    return children(query.data.grants);
  return (
    <Page title={title} className="staff">
      <Loaded query={query}>
        {() => <Notice kind="error" title="您没有这项权限" text="需要时请联系站点负责人。" />}
      </Loaded>
    </Page>
  );
}
