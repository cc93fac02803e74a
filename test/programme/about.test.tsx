/** @jest-environment jsdom */

import { About } from '@app/pages/activity/About';
import { makeView } from '@test/support/taro-server';
import { render, screen } from '@testing-library/react';

jest.mock('@app/services/transport');

describe('an activity’s page', () => {
  test('says whom it is for in plain words, and until when one registers', () => {
    const closesAt = '2099-06-08T17:00:00+08:00';
    render(
      <About
        seats
        now={Date.parse('2099-06-01T09:00:00+08:00')}
        view={makeView({ ages: ['senior', 'elder'], residentsOf: '石桥社区', closesAt })}
      />,
    );
    expect(screen.getByText('60岁以上，陪同的人不限')).toBeTruthy();
    expect(screen.getByText('住在石桥社区，或在那里工作、上学的人；自己打个勾就行，不用证明')).toBeTruthy();
    expect(screen.getByText('6月8日 周一 17:00 截止，一次最多报 5 人')).toBeTruthy();
  });

  test('says nothing of it where it is for everybody', () => {
    render(<About seats={false} now={0} view={makeView()} />);
    expect(screen.queryByText('面向')).toBeNull();
    expect(screen.queryByText('报名')).toBeNull();
  });
});
