% SPDX-License-Identifier: MIT
function names = plumbline_problems()
% NAMES = PLUMBLINE_PROBLEMS()  the names of all problems, a cell column.
  names = plumbline_mex('problems');
end
