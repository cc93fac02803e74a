import { Button } from '@app/components/Button';
import { Choice } from '@app/components/Choice';
import { Field } from '@app/components/Field';
import { LongField } from '@app/components/LongField';
import type { Question } from '@core/programme/activity';
import { mostQuestions } from '@core/registration/answers';
import { offersChoices } from '@core/registration/questions';
import { View } from '@tarojs/components';
import type { Problems } from './draft-writing';
import './SessionsForm.scss';
import { SwitchRow } from '@app/components/SwitchRow';

const types: Record<Question['type'], string> = {
  text: '一句话',
  choice: '选一项',
  choices: '选几项',
  number: '数字',
  phone: '电话',
  ageBand: '年龄段',
};

/** What is asked at registration beyond a name. */
export function QuestionsForm(props: {
  questions: Question[];
  problems: Problems;
  onChange: (questions: Question[]) => void;
}) {
  const { questions, problems, onChange } = props;
  const put = (index: number, change: Partial<Question>) =>
    onChange(questions.map((one, other) => (other === index ? { ...one, ...change } : one)));
  const add = () => {
    const numbers = questions.map(one => Number(/^q(\d+)$/.exec(one.id)?.[1] ?? 0));
    const id = `q${Math.max(0, ...numbers) + 1}`;
    onChange([...questions, { id, label: '', type: 'text' }]);
  };
  return (
    <View>
      {questions.map((question, index) => (
        <View key={question.id} className="sessions-form__one">
          <View className="sessions-form__head">
            <View>{`问题 ${index + 1}`}</View>
            <Button
              look="quiet"
              size="small"
              label={`删去问题 ${index + 1}`}
              onPress={() => onChange(questions.filter((_, other) => other !== index))}
            >
              删去
            </Button>
          </View>
          <Field
            label="问什么"
            value={question.label}
            onChange={label => put(index, { label })}
            required
            placeholder="例如：带孩子来吗？"
            error={problems[`questions.${index}.label`]}
          />
          <Choice
            label="怎么回答"
            options={Object.entries(types).map(([value, label]) => ({ value, label }))}
            value={[question.type]}
            onChange={([next]) => put(index, { type: next as Question['type'] })}
          />
          {offersChoices(question) ? (
            <LongField
              label="选项，每行一个"
              value={(question.choices ?? []).join('\n')}
              onChange={text => put(index, { choices: text.split('\n') })}
              maxLength={400}
              required
              error={problems[`questions.${index}.choices`]}
            />
          ) : null}
          <SwitchRow
            label="一定要回答"
            on={question.required ?? false}
            onChange={required => put(index, { required })}
          />
        </View>
      ))}
      {questions.length < mostQuestions ? <Button onPress={add}>加一个问题</Button> : null}
    </View>
  );
}
