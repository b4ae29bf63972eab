% SPDX-License-Identifier: MIT
function test_plumbline(data)
% TEST_PLUMBLINE(DATA)  holds the functions to the frozen tables in the folder DATA, and to what they refuse.
  assert(any(strcmp(plumbline_problems(), 'burgers')));

  % Every column of a table with one unknown, with three, and of scattered points: within both bars.
  names = {'burgers', 'kovasznay', 'taylor-green', 'l-shape', 'pendulum'};
  for i = 1:numel(names)
    table = read_table(fullfile(data, [names{i} '.csv']));
    what = plumbline_describe(names{i});
    points = columns(table, what.coordinates);
    first = what.unknowns{1};
    derivatives = {};
    for k = 1:numel(table.names)
      name = table.names{k};
      is_bar = numel(name) > 4 && strcmp(name(end-3:end), '_bar');
      if strncmp(name, first, numel(first)) && ~is_bar
        derivatives{end+1} = strrep(name, first, '');
      end
    end
    derivatives = strrep(derivatives, '_', '');
    [value, bar] = plumbline_reference(names{i}, points, derivatives);
    for j = 1:numel(what.unknowns)
      for k = 1:numel(derivatives)
        column = what.unknowns{j};
        if ~isempty(derivatives{k}), column = [column '_' derivatives{k}]; end
        off = abs(value(:, j, k) - columns(table, {column}));
        assert(all(off <= bar(:, j, k) + columns(table, {[column '_bar']})), '%s of %s', column, names{i});
        assert(all(bar(:, j, k) >= 0));
      end
    end
    assert(numel(derivatives) > 1);
  end

  % A formula, with parameters, in any of the ways to ask.
  t = linspace(0, 1, 11).';
  [u, bar] = plumbline_reference('cosine-ode', t, 't', 'omega', 2);
  assert(isequal(size(u), [11 1]) && all(abs(u - cos(2 * t)) <= bar + 1e-15));
  assert(norm(plumbline_reference('cosine-ode', t, 't', 'omega', 3) - cos(3 * t)) < 1e-14);
  assert(isequal(plumbline_reference('cosine-ode', t), plumbline_reference('cosine-ode', t, {''}, 'omega', 1)));
  assert(norm(plumbline_reference('cosine-ode', t, '', 'omega', 2, 'length', 3) - sin(2 * t) / 2) < 1e-14);
  assert(isequal(size(plumbline_reference('kovasznay', zeros(0, 2))), [0 3]));
  what = plumbline_describe('cosine-ode', 'omega', 2);
  assert(strcmp(what.equations.ascii{1}, 'u_t - cos(omega*t) = 0') && what.parameters(1).value == 2);

  verdict = plumbline_score('cosine-ode', t, sin(2 * t) / 2, 'omega', 2);
  assert(strcmp(verdict.verdict, 'indistinguishable'));
  verdict = plumbline_score('cosine-ode', t, sin(2 * t) / 2);
  assert(verdict.relative_l2 > 0.1 && ~strcmp(verdict.verdict, 'indistinguishable'));

  % What is wrong is told by its kind, with the cure.
  refused('plumbline:name', 'did you mean ''burgers''', @() plumbline_reference('burgrs', [0 0]));
  refused('plumbline:name', 'did you mean ''omega''', @() plumbline_reference('cosine-ode', t, '', 'omga', 2));
  refused('plumbline:name', 'Known', @() plumbline_reference('cosine-ode', t, 'x'));
  refused('plumbline:value', 'omega', @() plumbline_reference('cosine-ode', t, '', 'omega', 1e9));
  refused('plumbline:count', '2 coordinates', @() plumbline_reference('burgers', t));
  refused('plumbline:outside', 'point 1', @() plumbline_reference('cosine-ode', [0.5; 7]));
  refused('plumbline:undefined', 'jumps', @() plumbline_reference('laplace-top', [0 1]));
  refused('plumbline:value', 'NaN', @() plumbline_score('cosine-ode', t, [NaN; t(2:end)]));
  refused('plumbline:count', 'unknowns', @() plumbline_score('cosine-ode', t, [t t]));
  refused('plumbline:argument', 'rows', @() plumbline_score('cosine-ode', t, t(2:end)));
  refused('plumbline:argument', 'real numbers', @() plumbline_reference('cosine-ode', 1i * t));
  refused('plumbline:argument', 'real numbers', @() plumbline_reference('cosine-ode', single(t)));
  refused('plumbline:argument', 'real numbers', @() plumbline_reference('cosine-ode', sparse(t)));
  refused('plumbline:argument', 'no text', @() plumbline_reference(7, t));
  refused('plumbline:argument', 'no text', @() plumbline_reference('cosine-ode', t, {3}));
  refused('plumbline:argument', 'in pairs', @() plumbline_reference('cosine-ode', t, '', 'omega'));
  refused('plumbline:argument', 'no real number', @() plumbline_reference('cosine-ode', t, '', 'omega', 'two'));
  refused('plumbline:argument', 'call plumbline_problems', @() plumbline_mex('nothing'));
  refused('plumbline:argument', 'call plumbline_problems', @() plumbline_mex());

  % What was refused leaves nothing.
  refused('plumbline:value', 'length', @() plumbline_reference('cosine-ode', t, '', 'omega', 2, 'length', -1));
  assert(norm(plumbline_reference('cosine-ode', t) - sin(t)) < 1e-14);
  disp('all is well');
end

function refused(id, words, call)
  try
    call();
  catch fault
    assert(strcmp(fault.identifier, id), '%s, not %s: %s', fault.identifier, id, fault.message);
    assert(~isempty(strfind(fault.message, words)), fault.message);
    return
  end
  error('test:accepted', 'not refused as %s: %s', id, words);
end

function table = read_table(path)
  lines = strsplit(fileread(path), "\n");
  comments = sum(strncmp(lines, '#', 1));
  table.names = strsplit(lines{comments + 1}, ',');
  table.numbers = dlmread(path, ',', comments + 1, 0);
end

function numbers = columns(table, names)
  numbers = zeros(size(table.numbers, 1), numel(names));
  for i = 1:numel(names), numbers(:, i) = table.numbers(:, strcmp(table.names, names{i})); end
end
