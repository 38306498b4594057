import { expect, it, vi } from 'vitest';
import { TextField } from '../../components/control';
import { mount } from './dom';

it('a line of text has a name, takes no more letters than it may, and tells every one', () => {
  const onInput = vi.fn();
  const page = mount(<TextField label="What to draw" value="a 7" longest={10} describedBy="said" onInput={onInput} />);
  const input = page.find<HTMLInputElement>('input');
  expect(page.find('label').textContent).toBe('What to draw');
  expect(input.getAttribute('maxlength')).toBe('10');
  expect(input.getAttribute('aria-describedby')).toBe('said');
  expect(input.value).toBe('a 7');
  input.value = 'a 72';
  page.send(input, 'input');
  expect(onInput.mock.calls).toEqual([['a 72']]);
});
