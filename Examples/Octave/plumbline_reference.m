% SPDX-License-Identifier: MIT
function [value, bar] = plumbline_reference(problem, points, derivatives, varargin)
% [VALUE, BAR] = PLUMBLINE_REFERENCE(PROBLEM, POINTS)  the solution, n by m for n by d points and m unknowns. The truth
% lies between VALUE - BAR and VALUE + BAR.
%
% [VALUE, BAR] = PLUMBLINE_REFERENCE(PROBLEM, POINTS, DERIVATIVES)  derivatives of it: 'xx', or {'', 'x', 'xx'} for
% several, which are the pages VALUE(:, :, 1) and so on.
%
% [...] = PLUMBLINE_REFERENCE(PROBLEM, POINTS, DERIVATIVES, 'NU', 0.02, ...)  with these parameters.
%
%     [u, bar] = plumbline_reference('burgers', [0.5 0.5; -0.5 0.25], '', 'nu', 0.02)     % x, t
  if nargin < 3, derivatives = ''; end
  if ~iscell(derivatives), derivatives = {derivatives}; end
  [value, bar] = plumbline_mex('evaluate', problem, varargin, points, derivatives);
end
