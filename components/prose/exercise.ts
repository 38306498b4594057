/** What an experiment reports: which choice was right, by its index, and one sentence with what was measured. */
export interface Experiment {
  readonly run: () => Promise<{ readonly answer: number; readonly finding: string }>;
}

const experiments = import.meta.glob<Experiment>('./experiments/*.ts');

/** Lets the reader commit to a choice before anything is revealed, then runs the experiment and says who was right. */
function connect(section: HTMLElement): void {
  const name = section.dataset['experiment'] ?? '';
  const button = section.querySelector<HTMLButtonElement>('.exercise-run');
  const finding = section.querySelector<HTMLOutputElement>('.exercise-finding');
  const explanation = section.querySelector<HTMLDetailsElement>('.explanation');
  const fieldset = section.querySelector('fieldset');
  const load = experiments[`./experiments/${name}.ts`];
  if (button === null || finding === null || explanation === null || fieldset === null || load === undefined) return;
  const chosen = (): HTMLInputElement | null => fieldset.querySelector('input:checked');
  button.disabled = chosen() === null;
  fieldset.addEventListener('change', () => {
    button.disabled = false;
  });
  const judge = async () => {
    const choice = chosen();
    if (choice === null || button.ariaDisabled === 'true') return;
    // Not `disabled`, which would take the focus away from whoever pressed it.
    button.ariaDisabled = 'true';
    fieldset.disabled = true;
    finding.textContent = 'Running the experiment…';
    try {
      // Let the sentence above be painted before the computation holds the page.
      await new Promise((resolve) => setTimeout(resolve, 50));
      const { run } = await load();
      const { answer, finding: measured } = await run();
      const right = Number(choice.value) === answer;
      finding.textContent = `${right ? 'Your prediction holds.' : 'Your prediction does not hold.'} ${measured}`;
      fieldset.querySelectorAll('label')[answer]?.classList.add('choice-measured');
      section.dataset['judged'] = right ? 'right' : 'wrong';
      explanation.open = true;
    } catch (error) {
      finding.textContent = `The experiment could not run: ${error instanceof Error ? error.message : String(error)}`;
      explanation.open = true;
    }
    button.textContent = 'Run it again';
    button.ariaDisabled = null;
    fieldset.disabled = false;
  };
  button.addEventListener('click', () => void judge());
}

for (const section of document.querySelectorAll<HTMLElement>('.exercise')) connect(section);
