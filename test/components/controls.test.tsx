/** @jest-environment jsdom */

import { Button } from '@app/components/Button';
import { Choice } from '@app/components/Choice';
import { Field } from '@app/components/Field';
import { Sheet } from '@app/components/Sheet';
import { Stepper } from '@app/components/Stepper';
import { fireEvent, render, screen } from '@testing-library/react';

describe('a button', () => {
  test('does nothing while what it started is under way, and says so', () => {
    const press = jest.fn();
    render(
      <Button busy busyText="正在报名…" onPress={press}>
        报名
      </Button>,
    );
    fireEvent.click(screen.getByRole('button', { name: '正在报名…' }));
    expect(press).not.toHaveBeenCalled();
  });
});

describe('a field', () => {
  test('is found by its label, with its problem said as an alert', () => {
    render(<Field label="姓名" required value="" error="请填姓名或称呼" onChange={jest.fn()} />);
    expect(screen.getByLabelText(/姓名/)).toBeTruthy();
    expect(screen.getByRole('alert').textContent).toBe('请填姓名或称呼');
  });
});

describe('a choice', () => {
  const options = [
    { value: 'a', label: '动物' },
    { value: 'b', label: '节日' },
  ];

  test('of one replaces what was chosen', () => {
    const change = jest.fn();
    render(<Choice label="想听" options={options} value={['a']} onChange={change} />);
    expect(screen.getByRole('radio', { name: '动物' }).getAttribute('aria-checked')).toBe('true');
    fireEvent.click(screen.getByRole('radio', { name: '节日' }));
    expect(change).toHaveBeenCalledWith(['b']);
  });

  test('of several adds to it', () => {
    const change = jest.fn();
    render(<Choice multiple label="想听" options={options} value={['a']} onChange={change} />);
    fireEvent.click(screen.getByRole('checkbox', { name: '节日' }));
    expect(change).toHaveBeenCalledWith(['a', 'b']);
  });
});

describe('a sheet', () => {
  test('is a dialog with a name and a way out', () => {
    const close = jest.fn();
    render(
      <Sheet open title="真的不来了吗？" onClose={close}>
        <span />
      </Sheet>,
    );
    expect(screen.getByRole('dialog', { name: '真的不来了吗？' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '关闭' }));
    expect(close).toHaveBeenCalledTimes(1);
  });
});

describe('a stepper', () => {
  test('stops at its ends', () => {
    const change = jest.fn();
    render(<Stepper label="人数" value={1} min={1} max={2} onChange={change} />);
    fireEvent.click(screen.getByRole('button', { name: '人数减一' }));
    expect(change).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole('button', { name: '人数加一' }));
    expect(change).toHaveBeenCalledWith(2);
  });
});
