import renderToString from 'preact-render-to-string';
import { expect, it, vi } from 'vitest';
import { TextField } from '../../components/control';
import { mount } from './dom';

it('a line of text has a name, takes no more letters than it may, and tells every one', () => {
  const onInput = vi.fn();
  const field = <TextField label="What to draw" value="a 7" longest={10} describedBy="said" onInput={onInput} />;
  const html = renderToString(field);
  expect(html).toMatch(/^<label class="c-text[^"]*"><span class="c-label">What to draw<\/span><input /);
  for (const said of ['maxlength="10"', 'aria-describedby="said"', 'value="a 7"']) expect(html).toContain(said);
  const page = mount(field);
  const input = page.find<HTMLInputElement>('input');
  input.value = 'a 72';
  page.send(input, 'input');
  expect(onInput.mock.calls).toEqual([['a 72']]);
});
