% SPDX-License-Identifier: MIT
function verdict = plumbline_score(problem, points, values, varargin)
% VERDICT = PLUMBLINE_SCORE(PROBLEM, POINTS, VALUES)  how far values at n by d points are from the truth, where and
% why, as a struct. VALUES has a row for each point and a column for each unknown.
%
% VERDICT = PLUMBLINE_SCORE(PROBLEM, POINTS, VALUES, 'NU', 0.02, ...)  with these parameters.
  verdict = jsondecode(plumbline_mex('score', problem, varargin, points, values));
end
