// Written by Evolutions/evolution-truth.py.

extension EvolutionTruth {
  static let text = """
    """
}
