/** The rules of the game, the networks, the seed: all of it may change while the game is played. */
import type { ComponentChildren } from 'preact';
import { letters } from '../../../src/core/data/index';
import { ganLosses } from '../../../src/core/gan/settings';
import { significant } from '../../../src/picture/numbers';
import { Button, Choice, SeedBox, Slider, Toggle } from '../../control/index';
import { Controls, More, type FigureState } from '../index';
import { lossLabels, rulesText } from './labels';
import { asPreset, gameOf, most, targetKind, type GanLabSettings } from './state';

const losses = ganLosses.map((value) => ({ value, label: lossLabels[value] }));
const letterOptions = [...letters].map((letter) => ({ value: letter, label: letter }));
const whole = (v: number) => String(Math.round(v));
const short = (v: number) => (v === 0 ? 'none' : significant(v, 2));

export function RulesPanel({ figure }: { readonly figure: FigureState<GanLabSettings> }) {
  const s = figure.settings.value;
  const { rules, networks } = gameOf(s);
  const set = figure.set;
  const changed = Object.keys(asPreset).some((name) => s[name as keyof GanLabSettings] !== null);
  return (
    <More summary={`Change the rules (${rulesText(rules)}${changed ? ', changed from the preset' : ''})`}>
      <Group name="What is minimised">
        <Choice label="Loss" showLabel options={losses} value={rules.loss} onChange={(loss) => set({ loss })} />
        <Slider
          label="gradient penalty λ"
          tone="discriminator"
          min={0}
          max={most.gradientPenalty}
          step={0.1}
          value={Math.min(most.gradientPenalty, rules.gradientPenalty)}
          format={short}
          onInput={(gradientPenalty) => set({ gradientPenalty })}
        />
        <Slider
          label="R1 penalty γ"
          tone="discriminator"
          min={0}
          max={most.r1}
          step={0.05}
          value={Math.min(most.r1, rules.r1)}
          format={short}
          onInput={(r1) => set({ r1 })}
        />
        <Slider
          label="R2 penalty γ"
          tone="discriminator"
          min={0}
          max={most.r2}
          step={0.05}
          value={Math.min(most.r2, rules.r2)}
          format={short}
          onInput={(r2) => set({ r2 })}
        />
        <Slider
          label="instance noise"
          tone="noise"
          min={0}
          max={most.instanceNoise}
          step={0.02}
          value={Math.min(most.instanceNoise, rules.instanceNoise)}
          format={short}
          onInput={(instanceNoise) => set({ instanceNoise })}
        />
        <Toggle
          label="Judge pairs (relativistic)"
          value={rules.relativistic}
          onChange={(relativistic) => set({ relativistic })}
        />
        <Toggle label="Spectral norm" value={rules.spectralNorm} onChange={(spectralNorm) => set({ spectralNorm })} />
      </Group>
      <Group name="How it is played">
        <Slider
          label="steps of D for one of G"
          min={1}
          max={10}
          step={1}
          value={rules.discriminatorSteps}
          format={whole}
          onInput={(discriminatorSteps) => set({ discriminatorSteps })}
        />
        <Slider
          label="rate of D"
          tone="discriminator"
          log
          min={1e-5}
          max={1e-1}
          value={held(rules.discriminatorRate)}
          format={(v) => significant(v, 2)}
          onInput={(discriminatorRate) => set({ discriminatorRate })}
        />
        <Slider
          label="rate of G"
          tone="generator"
          log
          min={1e-5}
          max={1e-1}
          value={held(rules.generatorRate)}
          format={(v) => significant(v, 2)}
          onInput={(generatorRate) => set({ generatorRate })}
        />
        <Slider
          label="Adam’s β₁"
          min={0}
          max={0.95}
          step={0.05}
          value={rules.beta1}
          format={(v) => v.toFixed(2)}
          onInput={(beta1) => set({ beta1 })}
        />
        <Slider
          label="Batch"
          min={16}
          max={1024}
          step={16}
          value={rules.batchSize}
          unit="points"
          format={whole}
          onInput={(batchSize) => set({ batchSize })}
        />
        <Choice
          label="Points shown are of"
          showLabel
          options={[
            { value: 'raw', label: 'this moment’s G' },
            { value: 'ema', label: 'the averaged G' },
          ]}
          value={s.shown}
          onChange={(shown) => set({ shown })}
        />
      </Group>
      <Group name="The networks (a change begins a new game)">
        <Slider
          label="latent numbers z"
          tone="noise"
          term="z"
          min={1}
          max={16}
          step={1}
          value={Math.min(16, networks.latent)}
          format={whole}
          onInput={(latent) => set({ latent })}
        />
        <Slider
          label="width of G"
          tone="generator"
          min={8}
          max={256}
          step={8}
          value={networks.generator.width}
          format={whole}
          onInput={(generatorWidth) => set({ generatorWidth })}
        />
        <Slider
          label="layers of G"
          tone="generator"
          min={1}
          max={4}
          step={1}
          value={networks.generator.depth}
          format={whole}
          onInput={(generatorDepth) => set({ generatorDepth })}
        />
        <Slider
          label="width of D"
          tone="discriminator"
          min={8}
          max={256}
          step={8}
          value={networks.discriminator.width}
          format={whole}
          onInput={(discriminatorWidth) => set({ discriminatorWidth })}
        />
        <Slider
          label="layers of D"
          tone="discriminator"
          min={1}
          max={4}
          step={1}
          value={networks.discriminator.depth}
          format={whole}
          onInput={(discriminatorDepth) => set({ discriminatorDepth })}
        />
        {targetKind(s) === 'letter' && (
          <Choice
            label="Letter"
            showLabel
            options={letterOptions}
            value={s.letter.toUpperCase()}
            onChange={(letter) => set({ letter })}
          />
        )}
        <SeedBox value={s.seed} onChange={(seed) => set({ seed })} />
        <Button disabled={!changed} onClick={() => set(asPreset)}>
          As the preset has it
        </Button>
      </Group>
    </More>
  );
}

function Group({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div class="gl-group" role="group" aria-label={name}>
      <p class="gl-name">{name}</p>
      <Controls>{children}</Controls>
    </div>
  );
}

/** A rate as far as the slider reaches. */
function held(rate: number): number {
  return Math.min(1e-1, Math.max(1e-5, rate));
}
