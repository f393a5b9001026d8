package agreement

import "gonum.org/v1/gonum/stat/distuv"

// confidence is the upper tail point of all two-sided 95 % limits here.
const confidence = 0.975

func normalQuantile() float64 { return distuv.UnitNormal.Quantile(confidence) }

func tQuantile(df float64) float64 {
	return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: df}.Quantile(confidence)
}

func fQuantile(df1, df2 float64) float64 {
	return distuv.F{D1: df1, D2: df2}.Quantile(confidence)
}
