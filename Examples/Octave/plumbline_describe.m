% SPDX-License-Identifier: MIT
function description = plumbline_describe(problem, varargin)
% DESCRIPTION = PLUMBLINE_DESCRIBE(PROBLEM, 'NU', 0.02, ...)  what is known of a problem before it is solved: its
% equations and conditions, coordinates, domain, unknowns, parameters, reference and sources, as a struct.
  description = jsondecode(plumbline_mex('describe', problem, varargin));
end
