// SPDX-License-Identifier: MIT

import CommandLineTool

await CommandLineTool.run(CommandLine.arguments)
